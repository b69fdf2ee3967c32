import type { Scene, Song } from '#contracts/entities/index.ts';
import { filmFrames, frameRateOf } from '#domain/film/frame-budget.ts';
import type { Draft } from './draft.ts';
import { scenesInOrder } from './scenes.ts';

/**
 * Makes scenes that were there before the song tile the film again (P7). A song of the same length in frames changes
 * nothing. Where it differs, the last scene takes the difference if that is at most half of it; else all boundaries move
 * in proportion, so that each scene keeps its share. A song with fewer frames than scenes leaves them: they are planned anew.
 */
export function fitScenes(draft: Draft, song: Song): void {
  const scenes = scenesInOrder(draft);
  const last = scenes.at(-1);
  if (!last) return;
  const frames = filmFrames(song.durationSeconds, frameRateOf(draft.project().settings.fps));
  const difference = frames - last.endFrame;
  if (difference === 0 || frames < scenes.length) return;
  if (2 * Math.abs(difference) <= last.endFrame - last.startFrame && frames > last.startFrame) {
    draft.put<Scene>({ ...last, endFrame: frames });
    return;
  }
  let startFrame = 0;
  scenes.forEach((scene, index) => {
    const left = scenes.length - index - 1;
    // Every scene keeps a frame, as do those behind it.
    const wished = Math.round((scene.endFrame * frames) / last.endFrame);
    const endFrame = left === 0 ? frames : Math.min(frames - left, Math.max(startFrame + 1, wished));
    draft.put<Scene>({ ...scene, startFrame, endFrame });
    startFrame = endFrame;
  });
}
