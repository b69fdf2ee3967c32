/** What the work beside the stages needs and brings: other forms of a film, and pictures of a project. */
import type { FrameRate } from '#contracts/media.ts';
import type { HlsResult } from '#contracts/media-jobs/hls.ts';
import type { Quality } from '#contracts/media-jobs/rendition.ts';

/** A frame of a stored clip by its number, or a stored picture. */
export interface FrameInput {
  readonly key: string;
  readonly frame: number;
}

export type BesideInput =
  | {
      work: 'make-poster';
      candidates: readonly FrameInput[];
      frameRate: FrameRate;
      outputKey: string;
      maxWidth: number;
    }
  | {
      work: 'make-rendition';
      key: string;
      quality: Quality;
      frames: number;
      frameRate: FrameRate;
      outputKey: string;
    }
  | {
      work: 'make-hls';
      key: string;
      qualities: readonly Quality[];
      frames: number;
      frameRate: FrameRate;
      /** Keys of the files by their names in the stream. */
      outputKeys: Readonly<Record<string, string>>;
    }
  | {
      work: 'make-sheet';
      cells: readonly (FrameInput & { startSeconds: number })[];
      frameRate: FrameRate;
      width: number;
      height: number;
      outputKey: string;
    }
  | {
      work: 'make-thumbnails';
      pictures: readonly (FrameInput & { outputKey: string })[];
      frameRate: FrameRate;
      maxWidth: number;
    };

export type BesideResult =
  | { work: 'make-poster'; chosen: number }
  | { work: 'make-rendition'; width: number; height: number; sizeBytes: number }
  | { work: 'make-hls'; variants: HlsResult['variants']; sizeBytes: number }
  | {
      work: 'make-sheet';
      columns: number;
      rows: number;
      width: number;
      height: number;
      sizeBytes: number;
    }
  | { work: 'make-thumbnails' };
