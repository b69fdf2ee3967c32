import { describe, expect, it } from 'vitest';
import { Scene, UNKNOWN_CUT } from './storyboard.ts';

describe('a stored scene', () => {
  it('from before cuts were reported has an unknown one', () => {
    const id = '0198c0de-0000-7000-8000-000000000001';
    const old = {
      kind: 'scene',
      id,
      projectId: id,
      index: 0,
      startFrame: 0,
      endFrame: 24,
      title: '',
      theme: '',
      mood: '',
      lyricExcerpt: '',
      reasoning: '',
      promptId: null,
      imageId: null,
      clipId: null,
      createdAt: 1,
      updatedAt: 1,
    };
    expect(Scene.parse(old).cut).toEqual(UNKNOWN_CUT);
  });
});
