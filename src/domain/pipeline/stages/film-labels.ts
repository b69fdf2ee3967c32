/** What a film's file says of it and carries beside picture and sound. */
import type { Film, FilmSegment, Song } from '#contracts/entities/index.ts';
import { filmCaptions } from '../captions.ts';
import type { Draft } from '../draft.ts';
import { fingerprint } from '../fingerprint.ts';
import { scenesInOrder } from '../scenes.ts';

export type FilmLabels = Pick<Film, 'title' | 'artist' | 'chapters' | 'captions'>;

export function filmLabels(draft: Draft): FilmLabels {
  const { title, artist } = draft.project();
  const chapters = scenesInOrder(draft).map((scene) => ({
    title: scene.title.trim() || `Scene ${scene.index + 1}`,
    fromFrame: scene.startFrame,
  }));
  return { title, artist, chapters, captions: filmCaptions(draft) };
}

/** Films of one fingerprint are the same, byte for byte as far as FFmpeg is. */
export function filmFingerprint(film: {
  readonly song: Song;
  readonly frames: number;
  readonly segments: readonly FilmSegment[];
  readonly labels: FilmLabels;
}): string {
  const { song, frames, segments, labels } = film;
  const { title, artist, chapters, captions } = labels;
  return fingerprint(
    'film',
    song.id,
    song.filmSound?.key ?? null,
    frames,
    ...segments.map(({ key }) => key),
    title,
    artist,
    ...chapters.flatMap((chapter) => [chapter.title, chapter.fromFrame]),
    captions?.language ?? null,
    ...(captions?.cues ?? []).flatMap(({ startSeconds, endSeconds, text }) => [
      startSeconds,
      endSeconds,
      text,
    ]),
  );
}
