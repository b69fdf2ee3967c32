/** Storyboards to edit. For tests. */
import { frameRateOf, secondsAt } from '../../film/frame-budget.ts';
import { cutMarks } from '../cuts/cut-marks.ts';
import { FILM_START } from '../cuts/cut-report.ts';
import type { BoardScene, EditContext } from '../edits/board.ts';
import { heardSong } from './songs.ts';

const RATE = frameRateOf(24);
const BEAT: BoardScene['cut'] = { onto: 'beat', movedSeconds: 0.1, reason: 'On a beat.' };

/** Scenes that begin at these seconds, called `a`, `b`, `c` …; the last number is the film's end. */
export function boardOf(...seconds: readonly number[]): BoardScene[] {
  return seconds.slice(1).map((end, index) => {
    const startFrame = (seconds[index] ?? 0) * 24;
    const name = index < 26 ? String.fromCharCode(97 + index) : `s${index}`;
    return {
      id: name,
      locked: false,
      startFrame,
      endFrame: end * 24,
      title: name.toUpperCase(),
      theme: 'theme',
      mood: 'mood',
      lyricExcerpt: sung(startFrame, end * 24),
      reasoning: '',
      cut: startFrame === 0 ? FILM_START : BEAT,
    };
  });
}

/** 24 fps, scenes of 1 s to 10 s, a beat every half second from 0.1 s on. */
export function contextOf(filmSeconds: number, withMarks = true): EditContext {
  const frames = filmSeconds * 24;
  const song = heardSong({ seconds: filmSeconds, bpm: 120, offsetSeconds: 0.125, energies: [] });
  return {
    limits: {
      frames,
      rate: RATE,
      minFrames: 24,
      longestSeconds: 10,
      canFill: (seconds) => seconds <= 10.02,
    },
    marks: cutMarks(withMarks ? song : null, [], frames, RATE),
    sungBetween: sung,
  };
}

export function sung(startFrame: number, endFrame: number): string {
  return `words from ${secondsAt(startFrame, RATE)} to ${secondsAt(endFrame, RATE)}`;
}
