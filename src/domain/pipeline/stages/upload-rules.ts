import type { ProblemDetail, UploadFacts, UploadKind } from '#contracts/entities/index.ts';
import type { MediaClass } from '#contracts/media.ts';
import type { Policy } from '../context.ts';
import type { ResultOf } from '../task-io.ts';
import { problem } from '../work.ts';

type Probed = ResultOf<'probe-upload'>;

/** What each kind of upload must turn out to be. */
export const EXPECTED_CLASS: Readonly<Record<UploadKind, MediaClass>> = {
  song: 'audio',
  image: 'image',
  clip: 'video',
  reference: 'image',
};

/** Why a file of that size is not taken, in words; null where it is. */
export function tooLarge(kind: UploadKind, sizeBytes: number, policy: Policy): string | null {
  const { maxSongBytes, maxImageBytes, maxClipBytes } = policy;
  const most = { song: maxSongBytes, image: maxImageBytes, clip: maxClipBytes, reference: maxImageBytes }[
    kind
  ];
  if (sizeBytes <= most) return null;
  return `The file has ${mebibytes(sizeBytes)}; ${A[kind]} may have ${mebibytes(most)} at most.`;
}

/** Most pixels of a picture or frame. A song's cover is none of our business, but must not burst the probe. */
export function maxPixels(kind: UploadKind, policy: Policy): number {
  return kind === 'clip' ? policy.maxClipPixels : policy.maxImagePixels;
}

/** Why a file that was probed cannot be used; null where it can. */
export function unfit(kind: UploadKind, probed: Probed, policy: Policy): ProblemDetail | null {
  if (kind === 'song') {
    if (probed.durationSeconds <= policy.maxSongSeconds) return null;
    return problem('song-too-long', tooLong('song', probed.durationSeconds, policy.maxSongSeconds));
  }
  if (!probed.video)
    return problem(
      'input-wrong-kind',
      `The file has no picture, so it is no ${kind === 'clip' ? 'clip' : 'image'}.`,
    );
  const { width, height } = probed.video;
  const most = maxPixels(kind, policy);
  if (width * height > most) {
    const message = `The picture is ${width} by ${height} pixels; at most ${most} pixels are taken in all.`;
    return problem(kind === 'clip' ? 'clip-too-large' : 'image-too-large', message);
  }
  if (kind !== 'clip' || probed.durationSeconds <= policy.maxClipSeconds) return null;
  return problem('clip-too-long', tooLong('clip', probed.durationSeconds, policy.maxClipSeconds));
}

/** What is told of a probed file. */
export function factsOf(kind: UploadKind, probed: Probed): UploadFacts {
  const { format, codec, durationSeconds, hasSound, video } = probed;
  const picture = kind === 'song' ? null : video;
  const turned = picture !== null && picture.rotationDegrees % 180 !== 0;
  return {
    format,
    codec: picture?.codec ?? codec,
    durationSeconds: durationSeconds > 0 ? durationSeconds : null,
    width: (turned ? picture?.height : picture?.width) ?? null,
    height: (turned ? picture?.width : picture?.height) ?? null,
    frames: kind === 'clip' ? (picture?.frames ?? null) : null,
    hasSound,
  };
}

const A: Readonly<Record<UploadKind, string>> = {
  song: 'a song',
  image: 'an image',
  clip: 'a clip',
  reference: 'a reference picture',
};

function tooLong(kind: UploadKind, seconds: number, most: number): string {
  return `The ${kind} lasts ${span(seconds)}; at most ${span(most)} are taken.`;
}

/** Minutes where there are some, else seconds. */
function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  return `${minutes} minutes`;
}

function mebibytes(bytes: number): string {
  const size = bytes / 1024 ** 2;
  return `${size >= 10 ? Math.ceil(size) : Math.ceil(size * 100) / 100} MiB`;
}
