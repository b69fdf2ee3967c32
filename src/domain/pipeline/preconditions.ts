/**
 * Optimistic concurrency: a command may say which version it changes, and is refused where that is not the present
 * one. Checked by the reducer itself, so that nothing can come between the look and the change (P1, P2).
 */
import type { Lyrics } from '#contracts/entities/index.ts';
import {
  castTag,
  lookTag,
  lyricsTag,
  projectTag,
  promptTag,
  scenesTag,
  tempoTag,
  transcriptTag,
} from './edit-tags.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type ProjectState, projectOf } from './state.ts';

/** What can be edited by several people at once. */
export type EditTarget =
  | { readonly of: 'project' | 'scenes' | 'lyrics' | 'transcript' | 'cast' | 'tempo' }
  | { readonly of: 'prompt' | 'look'; readonly sceneId: string };

export type Expectation = EditTarget & {
  /** Tags of which one must be the present one; `any` overwrites whatever is there, `missing` is refused. */
  readonly tags: readonly string[] | 'any' | 'missing';
};

/** How each target is called and where its tag is read. */
const WORDS: Readonly<Record<EditTarget['of'], { readonly name: string; readonly path: string }>> = {
  project: { name: 'project', path: 'GET /api/projects/{projectId}' },
  scenes: { name: 'storyboard', path: 'GET …/scenes' },
  lyrics: { name: 'lyrics', path: 'GET …/lyrics' },
  transcript: { name: 'transcript', path: 'GET …/transcript' },
  cast: { name: 'cast', path: 'GET …/cast' },
  tempo: { name: 'tempo', path: 'GET …/song' },
  look: { name: "scene's look", path: 'GET …/scenes/{sceneId}/look' },
  prompt: { name: "scene's prompt", path: 'GET …/scenes (the tag is its `promptId`)' },
};

/** The present tag of what is to be edited. */
export function editTag(state: ProjectState, target: EditTarget): string {
  const lyrics = (origin: Lyrics['origin']) =>
    [...state.lyrics.values()].find((candidate) => candidate.origin === origin);
  switch (target.of) {
    case 'project': {
      const project = projectOf(state);
      if (!project) throw new Error('the project was not created yet');
      return projectTag(project);
    }
    case 'scenes':
      return scenesTag([...state.scene.values()]);
    case 'lyrics':
      return lyricsTag(lyrics('given'));
    case 'transcript':
      return transcriptTag(lyrics('corrected') ?? lyrics('heard'));
    case 'cast':
      return castTag([...state.cast.values()]);
    case 'tempo': {
      const songId = projectOf(state)?.songId;
      return tempoTag([...state.analysis.values()].find((analysis) => analysis.songId === songId));
    }
    case 'look':
      return lookTag(state.scene.get(target.sceneId));
    case 'prompt':
      return promptTag(state.scene.get(target.sceneId)?.promptId);
    default:
      return target satisfies never;
  }
}

/** The refusal of a command that was made for another version than the present one; null where it fits. */
export function brokenExpectation(state: ProjectState, expects: Expectation): Refusal | null {
  const { tags } = expects;
  if (tags === 'any') return null;
  const { name, path } = WORDS[expects.of];
  const tag = editTag(state, expects);
  if (tags === 'missing') {
    const message = `Send If-Match with the ETag of ${path}, so that nobody's edit is lost, or "*" to overwrite whatever is there.`;
    return refuse('precondition-required', message, [], { tag });
  }
  if (tags.includes(tag)) return null;
  const message = `The ${name} changed since you read it. Read it again (${path}), make your edit on what is there now, and send it with the new ETag.`;
  return refuse('precondition-failed', message, [], { tag });
}
