/** How a film is to be cut: a wish for the count, limits for the lengths. */
export interface Pacing {
  readonly sceneCount: number;
  readonly minSeconds: number;
  /** The longest clip that the model makes. */
  readonly maxSeconds: number;
  /** For people: why the count is not the one that was asked for; null where it is. */
  readonly note: string | null;
}

export interface PacingWish {
  readonly durationSeconds: number;
  /** Wished number of scenes; null leaves it to the song's length. */
  readonly sceneCount: number | null;
  readonly longestClipSeconds: number;
}

const USUAL_SCENE_SECONDS = 5;
const SHORTEST_SCENE_SECONDS = 1.5;
// 60 s in clips of 10 s are six scenes, also when the decoder says 60.0000001.
const ROUNDING = 1e-6;

/**
 * Counts the scenes of a song: one per five seconds unless a count is asked for. A count whose scenes would outlast
 * the longest clip is raised, one that would cut faster than every 1.5 s is lowered; `note` says so.
 */
export function pacing(wish: PacingWish): Pacing {
  const { durationSeconds, longestClipSeconds } = wish;
  const fewest = Math.max(1, Math.ceil(durationSeconds / longestClipSeconds - ROUNDING));
  const most = Math.max(fewest, Math.floor(durationSeconds / SHORTEST_SCENE_SECONDS + ROUNDING));
  const wished = wish.sceneCount ?? Math.round(durationSeconds / USUAL_SCENE_SECONDS);
  const sceneCount = Math.min(most, Math.max(fewest, wished));
  return {
    sceneCount,
    minSeconds: Math.min(SHORTEST_SCENE_SECONDS, durationSeconds / sceneCount),
    maxSeconds: longestClipSeconds,
    note: wish.sceneCount === null ? null : countNote(wish.sceneCount, sceneCount, longestClipSeconds),
  };
}

function countNote(wished: number, sceneCount: number, longestClipSeconds: number): string | null {
  if (wished < sceneCount) {
    return `${scenes(wished)} cannot fill the song: a clip of this model lasts at most ${longestClipSeconds} s. Planned: ${sceneCount}.`;
  }
  if (wished > sceneCount) {
    return `${scenes(wished)} are too many for the song: a scene lasts at least ${SHORTEST_SCENE_SECONDS} s. Planned: ${sceneCount}.`;
  }
  return null;
}

function scenes(count: number): string {
  return count === 1 ? '1 scene' : `${count} scenes`;
}
