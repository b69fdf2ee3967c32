import type { FrameRate } from '#contracts/media.ts';

/** What is written about a film into its file. */
export interface FilmMetadata {
  title: string;
  artist: string | undefined;
  chapters: readonly { title: string; fromFrame: number }[];
  frames: number;
  frameRate: FrameRate;
}

/**
 * FFmpeg's metadata file for a film: title, artist and chapters, each of which ends where the next begins. Chapters
 * that begin behind the film's end, or where another one does, are left out. MP4 keeps their times in milliseconds.
 */
export function filmMetadata(film: FilmMetadata): string {
  const { numerator, denominator } = film.frameRate;
  const chapters = film.chapters
    .filter(({ fromFrame }) => fromFrame < film.frames)
    .toSorted((one, other) => one.fromFrame - other.fromFrame)
    .filter(({ fromFrame }, index, all) => fromFrame !== all[index - 1]?.fromFrame);
  const lines = [
    ';FFMETADATA1',
    `title=${escaped(film.title)}`,
    ...(film.artist === undefined ? [] : [`artist=${escaped(film.artist)}`]),
    ...chapters.flatMap(({ title, fromFrame }, index) => [
      '[CHAPTER]',
      `TIMEBASE=${denominator}/${numerator}`,
      `START=${fromFrame}`,
      `END=${chapters[index + 1]?.fromFrame ?? film.frames}`,
      `title=${escaped(title)}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What has a meaning in that file gets a backslash before it. */
function escaped(text: string): string {
  return plainTitle(text).replace(/[=;#\\]/g, '\\$&');
}

/** A title in one line: players show no more, and a NUL would end it. */
export function plainTitle(title: string): string {
  return title
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed();
}
