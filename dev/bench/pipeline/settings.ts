/** Scenes and length of the song: five seconds a scene. */
export const SCENES = 36;
export const SONG_SECONDS = 180;
export const FRAMES_PER_SECOND = 24;

/**
 * What the simulated services take, in milliseconds, uniform in mean ± jitter: three minutes of song through
 * whisper-1, a long answer of a language model, an image of FLUX, a clip. Clips go from the 36 s that seedance-1-lite
 * was seen to take for six seconds to well under the means of minutes that operators report of larger models.
 */
export const REAL_LATENCIES = {
  transcription: { meanMs: 8000, jitterMs: 1000 },
  chat: { meanMs: 9000, jitterMs: 2000 },
  image: { meanMs: 4000, jitterMs: 2000 },
  video: { meanMs: 70_000, jitterMs: 34_000 },
} as const;

/** For the first walk, which only has everything loaded, compiled and drawn once. */
export const SHORT_LATENCIES = {
  transcription: { meanMs: 100, jitterMs: 0 },
  chat: { meanMs: 100, jitterMs: 0 },
  image: { meanMs: 100, jitterMs: 0 },
  video: { meanMs: 100, jitterMs: 0 },
} as const;
