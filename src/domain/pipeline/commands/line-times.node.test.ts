import { describe, expect, it } from 'vitest';
import type { Lyrics } from '#contracts/entities/index.ts';
import { Lyrics as LyricsRow } from '#contracts/entities/index.ts';
import { parseLyrics } from '#domain/song/parse-lyrics.ts';
import { editTag } from '../preconditions.ts';
import { isRefusal } from '../refusal.ts';
import { World } from '../testing/world.ts';

/** A song of 60 s, heard as `one two three` from 0, 5 and 10 s, with these lyrics. */
function world(source: string): World {
  const made = new World({ settings: { sceneCount: 3 } });
  made.upload(60);
  made.granted('start-stage', { stage: 'transcribe', sceneIds: null });
  made.runAll();
  give(made, source);
  return made;
}

function give(made: World, source: string): void {
  const parsed = parseLyrics({ source });
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const { format, lines, words } = parsed;
  made.granted('put-lyrics', { format, source, lines, words });
}

const set = (made: World, index: number, startSeconds: number | null, reason: string | null = null) =>
  made.do('set-line-times', {
    lines: [{ index, time: startSeconds === null ? null : { startSeconds, endSeconds: null, reason } }],
  });
function given(made: World): Lyrics {
  const lyrics = [...made.state.lyrics.values()].find(({ origin }) => origin === 'given');
  if (!lyrics) throw new Error('no lyrics');
  return lyrics;
}
const brief = (made: World) => given(made).lines.map(({ startSeconds, timing }) => [startSeconds, timing]);

describe('a line set by hand', () => {
  it('keeps its time and reason through later transcriptions, and its words', () => {
    const made = world('one\nsomething else\ntwo\nthree');
    expect(set(made, 1, 3.25, 'comes in early')).toMatchObject({ source: 'one\nsomething else\ntwo\nthree' });
    made.granted('start-stage', { stage: 'transcribe', sceneIds: null });
    made.runAll();
    made.granted('put-transcript', {
      lines: null,
      words: [{ text: 'two', startSeconds: 20, endSeconds: 21 }],
      language: null,
    });
    expect(given(made).lines[1]).toMatchObject({
      text: 'something else',
      startSeconds: 3.25,
      timing: 'set',
      confidence: 1,
      reason: 'comes in early',
    });
    expect(given(made).lines[2]).toMatchObject({ startSeconds: 20, timing: 'aligned' });
    expect(given(made).lines[1]?.words.map(({ text }) => text)).toEqual(['something', 'else']);
  });

  it('is handed back to the alignment, or to the time of its document', () => {
    const untimed = world('one\ntwo\nthree');
    const before = brief(untimed);
    set(untimed, 1, 8);
    expect(brief(untimed)[1]).toEqual([8, 'set']);
    set(untimed, 1, null);
    expect(brief(untimed)).toEqual(before);

    const timed = world('[00:01.00]one\n[00:02.00]two\n[00:03.00]three');
    set(timed, 1, 2.5);
    set(timed, 1, null);
    expect(brief(timed)).toEqual([
      [1, 'given'],
      [2, 'given'],
      [3, 'given'],
    ]);
  });

  it('may move with its neighbours in one change, past where they stood', () => {
    const made = world('[00:10.00]one\n[00:12.00]two\n[00:14.00]three');
    const lines = [20, 22, 24].map((startSeconds, index) => ({
      index,
      time: { startSeconds, endSeconds: startSeconds + 1, reason: null },
    }));
    made.granted('set-line-times', { lines });
    expect(brief(made).map(([start]) => start)).toEqual([20, 22, 24]);
  });

  it.each([
    [
      'before the one above',
      1,
      9,
      '/lines/0/startSeconds',
      'line 0 ("one") before it starts at 10 s and is given',
    ],
    [
      'after the one below',
      1,
      15,
      '/lines/0/startSeconds',
      'line 2 ("three") after it starts at 14 s and is given',
    ],
    ['behind the song', 2, 70, '/lines/0/startSeconds', 'The song lasts 60 s'],
    ['where there is none', 3, 5, '/lines/0/index', 'the last one is 2'],
  ])('%s is refused, the neighbour named, and nothing changes', (_, index, start, pointer, message) => {
    const made = world('[00:10.00]one\n[00:12.00]two\n[00:14.00]three');
    const { state } = made;
    const answer = set(made, index, start);
    expect(answer).toMatchObject({ code: 'line-times-invalid', errors: [{ pointer }] });
    expect(isRefusal(answer) && answer.message).toContain(message);
    expect(made.state).toBe(state);
  });

  it('cannot be named twice in a change, or end before it starts', () => {
    const made = world('one\ntwo');
    const time = { startSeconds: 5, endSeconds: 4, reason: null };
    expect(
      made.do('set-line-times', {
        lines: [
          { index: 0, time },
          { index: 0, time: null },
        ],
      }),
    ).toMatchObject({ errors: [{ pointer: '/lines/0/endSeconds' }, { pointer: '/lines/1/index' }] });
  });

  it('stays with its line in new lyrics where that is the same, and not where it is another', () => {
    const made = world('one\ntwo\nthree');
    set(made, 1, 7, 'late');
    give(made, 'won\ntwo\nthree');
    expect(given(made).lines[1]).toMatchObject({ startSeconds: 7, timing: 'set', reason: 'late' });
    give(made, 'one\ntwo\ntwo\nthree');
    expect(brief(made).map(([, timing]) => timing)).not.toContain('set');
  });

  it('is an edit of the lyrics; times that are found are none', () => {
    const made = world('one\ntwo\nthree');
    const tag = editTag(made.state, { of: 'lyrics' });
    made.granted('start-stage', { stage: 'transcribe', sceneIds: null });
    made.runAll();
    expect(editTag(made.state, { of: 'lyrics' })).toBe(tag);
    set(made, 0, 0.5);
    expect(editTag(made.state, { of: 'lyrics' })).not.toBe(tag);
    set(made, 0, null);
    expect(editTag(made.state, { of: 'lyrics' })).toBe(tag);
  });

  it('needs lyrics', () => {
    expect(set(new World(), 0, 1)).toMatchObject({ code: 'lyrics-missing' });
  });
});

it('rows from before confidences were kept are read', () => {
  const row = given(world('one\ntwo'));
  const { encoding: _, ...older } = row;
  const lines = row.lines.map(({ confidence: _c, reason: _r, words: _w, ...line }) => line);
  expect(LyricsRow.parse({ ...older, lines })).toEqual({
    ...row,
    lines: row.lines.map((line) => ({ ...line, confidence: null, reason: null, words: [] })),
  });
});
