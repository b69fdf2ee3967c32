/** Guards what is made of models' answers: parsed, judged, tiled or sent back, as the workers do it. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filmFrames, frameRateOf } from '#domain/film/frame-budget.ts';
import { pacing } from '../pacing.ts';
import { tileScenes } from '../tile-scenes.ts';
import { AnalysisAnswer } from './analysis-answer.ts';
import { analysisRequest } from './analysis-request.ts';
import { checkPrompts, PromptsAnswer } from './prompts-answer.ts';
import { readJsonAnswer } from './read-json-answer.ts';
import { repairRequest } from './repair-request.ts';
import type { RecordedSong } from './testing/recorded-song.ts';
import { RECORDED_SONGS } from './testing/songs.ts';

const RATE = frameRateOf(24);
/** Nobody listened to these songs, and any length of clip may be had. */
const HEARD = { analysis: null, clipSeconds: [30] };

function paceOf({ durationSeconds, sceneCount }: RecordedSong) {
  return pacing({ durationSeconds, sceneCount, longestClipSeconds: 30 });
}

/** The scenes that an answer plans, or what the model is told is wrong with it. */
function planned(song: RecordedSong, content: string) {
  const answer = readJsonAnswer(content);
  if (answer === undefined) return { complaint: 'The answer is not a JSON document.' };
  const parsed = AnalysisAnswer.safeParse(answer);
  if (!parsed.success) return { complaint: z.prettifyError(parsed.error) };
  const frames = filmFrames(song.durationSeconds, RATE);
  const tiled = tileScenes({
    frames,
    rate: RATE,
    pacing: paceOf(song),
    lines: song.lines,
    drafts: parsed.data.scenes,
    ...HEARD,
  });
  return 'problem' in tiled ? { complaint: tiled.problem } : { scenes: tiled.scenes, frames };
}

const analyses = RECORDED_SONGS.flatMap((song) =>
  song.analyses.map((answer) => [song.title, answer.called, song, answer] as const),
);
const prompts = RECORDED_SONGS.flatMap((song) =>
  song.prompts.map((answer) => [song.title, answer.called, answer] as const),
);

describe('recorded answers', () => {
  it('are of five songs in at least three languages, some of them not in Latin letters', () => {
    expect(RECORDED_SONGS).toHaveLength(5);
    expect(new Set(RECORDED_SONGS.map(({ language }) => language)).size).toBeGreaterThanOrEqual(3);
    const texts = RECORDED_SONGS.map(({ lines }) => lines.map(({ text }) => text).join(''));
    for (const script of [/\p{Script=Arabic}/u, /\p{Script=Hiragana}/u])
      expect(texts.some((text) => script.test(text))).toBe(true);
  });

  it.each(analyses)('plan %s: %s', (_, __, song, { content, means }) => {
    const plan = planned(song, content);
    if ('complaint' in means) {
      if (plan.scenes) throw new Error('the answer was taken');
      expect(plan.complaint).toMatch(means.complaint);
      return;
    }
    if (!plan.scenes) throw new Error(plan.complaint);
    const { scenes, frames } = plan;
    expect(scenes.map(({ title }) => title)).toEqual(means.titles);
    // P7: whatever the times were, the scenes tile the film.
    expect([0, ...scenes.map(({ endFrame }) => endFrame)]).toEqual([
      ...scenes.map(({ startFrame }) => startFrame),
      frames,
    ]);
    const sung = song.lines.map(({ text }) => text);
    for (const { lyricExcerpt } of scenes)
      for (const line of lyricExcerpt.split(' / ').filter((text) => text !== ''))
        expect(sung).toContain(line);
  });

  it.each(prompts)('write prompts for %s: %s', (_, __, { content, wanted, means }) => {
    const parsed = PromptsAnswer.safeParse(readJsonAnswer(content));
    if ('complaint' in means) {
      expect(parsed.error && z.prettifyError(parsed.error)).toMatch(means.complaint);
      return;
    }
    if (!parsed.success) throw parsed.error;
    const { found, missing } = checkPrompts(parsed.data, wanted);
    const subjects = Object.fromEntries([...found].map(([index, { subject }]) => [index, subject]));
    expect({ subjects, missing }).toEqual(means);
    for (const parts of found.values())
      expect(Object.keys(parts).sort()).toEqual(
        ['action', 'camera', 'light', 'motion', 'negative', 'setting', 'style', 'subject'].sort(),
      );
  });

  it.each(RECORDED_SONGS.map((song) => [song.title, song] as const))(
    'are asked for with the words of %s as they are, and again with what was wrong',
    (_, song) => {
      const { title, durationSeconds, language, lines } = song;
      const settings = { style: '', aspectRatio: '16:9', pacing: paceOf(song), ...HEARD } as const;
      const request = analysisRequest({ title, durationSeconds, language, lines, ...settings });
      const again = repairRequest(request, 'no', 'The answer has no scenes.');
      for (const { messages } of [request, again]) {
        const document = z
          .looseObject({ lyrics: z.array(z.looseObject({ text: z.string() })) })
          .parse(JSON.parse(messages.at(-1)?.content ?? ''));
        expect(document.lyrics.map(({ text }) => text)).toEqual(lines.map(({ text }) => text));
      }
    },
  );
});
