import type {
  AspectRatio,
  Chapter,
  FilmCaptions,
  FilmSegment,
  LyricLine,
  ProblemDetail,
  PromptParts,
  Resolution,
  TakePicture,
  TimedWord,
} from '#contracts/entities/index.ts';
import type { FrameRate, MediaClass, ProbeResult, QcReport } from '#contracts/media.ts';
import type { Loudness, SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';
import type { Pacing } from '#domain/storyboard/pacing.ts';
import type { PlannedScene } from '#domain/storyboard/planned-scene.ts';
import type { ChatRequest } from '#domain/storyboard/prompts/chat-request.ts';
import type { BesideInput, BesideResult } from './beside-io.ts';
import type { HandleInput } from './handles.ts';

/** What a consumer needs to do one attempt of a task: the answer to its claim. */
export type TaskInput =
  | { work: 'probe-upload'; key: string; expect: MediaClass; maxPixels: number }
  | { work: 'discard-upload'; key: string; multipartId: string | null }
  | { work: 'analyze-song'; songKey: string; waveformKey: string }
  | { work: 'prepare-speech'; songKey: string; outputKey: string }
  | { work: 'film-audio'; songKey: string; outputKey: string }
  | { work: 'transcribe'; key: string; fileName: string; contentType: string; sizeBytes: number }
  | {
      work: 'analyze-scenes';
      request: ChatRequest;
      frames: number;
      rate: FrameRate;
      pacing: Pacing;
      lines: readonly LyricLine[];
      analysis: SongAnalysis | null;
      clipSeconds: readonly number[];
      /** Scenes that stay as they are. */
      locked: readonly PlannedScene[];
    }
  | { work: 'write-prompts'; request: ChatRequest; style: string; scenes: readonly PromptScene[] }
  | {
      work: 'create-image';
      model: string;
      input: Record<string, unknown>;
      /** Pictures of the cast that the model takes, most important first. */
      referenceKeys: readonly string[];
      cancelAfterSeconds: number;
    }
  | {
      work: 'create-clip';
      model: string;
      imageKey: string;
      prompt: string;
      negative: string;
      seconds: number;
      seed: number | null;
      resolution: Resolution;
      aspectRatio: AspectRatio;
      cancelAfterSeconds: number;
    }
  | { work: 'store-image' | 'store-clip'; sourceUrl: string; takeId: string }
  | ({
      work: 'conform-clip';
      frames: number;
      outputKey: string;
      handles: readonly HandleInput[];
      /** The seam behind it, to be made in the same job. */
      seam: SeamInput | null;
    } & PictureInput &
      FilmFormat)
  | ({
      work: 'render-seam';
      outgoing: SideInput;
      incoming: SideInput;
      blend: Blend;
      frames: number;
      outputKey: string;
    } & FilmFormat)
  | {
      work: 'assemble-film';
      segments: readonly Pick<FilmSegment, 'key' | 'frames' | 'black' | 'frozen'>[];
      songKey: string;
      songDurationSeconds: number;
      outputKey: string;
      frameRate: FrameRate;
      width: number;
      height: number;
      title: string;
      artist: string | null;
      chapters: readonly Chapter[];
      captions: FilmCaptions | null;
      loudness: Loudness | null;
    }
  | BesideInput;

/** A picture with the object key of its take, and the frame of it that comes first. */
export interface PictureInput {
  readonly picture: Omit<TakePicture, 'takeId' | 'takeKind'> & { readonly key: string };
  readonly fromFrame: number;
}

/** A side of a seam, and where its frames may lie ready. */
export interface SideInput extends PictureInput {
  readonly handleKey: string | null;
}

/** A seam whose outgoing frames are those behind a segment. */
export interface SeamInput {
  readonly fingerprint: string;
  /** Over the outgoing frames. */
  readonly captions: string | null;
  readonly incoming: SideInput;
  readonly blend: Blend;
  readonly frames: number;
  readonly outputKey: string;
}

interface FilmFormat {
  frameRate: FrameRate;
  width: number;
  height: number;
}

export interface PromptScene {
  readonly sceneId: string;
  readonly sceneIndex: number;
  readonly title: string;
  readonly theme: string;
  readonly mood: string;
  readonly lyricExcerpt: string;
}

/** What a task brought, by kind of work. */
export type TaskResult =
  | {
      work: 'probe-upload';
      format: string;
      sizeBytes: number;
      durationSeconds: number;
      codec: string;
      sampleRate: number;
      channels: number;
      bitRate: number | null;
      hasSound: boolean;
      video: ProbeResult['video'];
    }
  | { work: 'discard-upload' }
  | { work: 'analyze-song'; analysis: SongAnalysis }
  | { work: 'prepare-speech'; sizeBytes: number }
  | { work: 'film-audio'; copied: boolean; loudness: Loudness | null }
  | {
      work: 'transcribe';
      provider: string;
      model: string;
      text: string;
      language: string | null;
      words: readonly TimedWord[];
      segments: readonly { text: string; startSeconds: number; endSeconds: number }[];
    }
  | {
      work: 'analyze-scenes';
      scenes: readonly PlannedScene[];
      /** Model that planned them; null for the planner without a model. */
      model: string | null;
      costUsd: number | null;
      /** Instructions that the model followed; null for the planner. */
      promptVersion: string | null;
      /** Why the planner had to step in, for people; null where the model's answer was used. */
      note: string | null;
    }
  | {
      work: 'write-prompts';
      prompts: readonly { sceneId: string; parts: PromptParts; origin: 'model' | 'planner' }[];
      model: string | null;
      /** Instructions that the model followed; null where it wrote none of them. */
      promptVersion: string | null;
      costUsd: number | null;
      note: string | null;
    }
  | { work: 'create-image' | 'create-clip'; externalId: string; sourceUrl: string }
  | {
      work: 'store-image' | 'store-clip';
      key: string;
      contentType: string;
      sizeBytes: number;
      /** In pixels, where the file's head says so. */
      width?: number | undefined;
      height?: number | undefined;
    }
  | {
      work: 'conform-clip';
      frames: number;
      sourceFrames: number;
      sourceWidth?: number | undefined;
      sourceHeight?: number | undefined;
      black?: readonly FrameSpan[] | undefined;
      frozen?: readonly FrameSpan[] | undefined;
      /** The seam that was asked for with it, where it was made. */
      seam?: { fingerprint: string; black: readonly FrameSpan[] } | null | undefined;
    }
  | { work: 'render-seam'; frames: number; black: readonly FrameSpan[] }
  | { work: 'assemble-film'; sizeBytes: number; qc: QcReport }
  | BesideResult;

export type ResultOf<W extends TaskResult['work']> = Extract<TaskResult, { work: W }>;

/** How one attempt stands, as a consumer, a webhook or a poll reports it. */
export type Outcome =
  | { type: 'done'; result: TaskResult }
  /** Somebody outside works on it under this id. */
  | { type: 'started'; externalId: string }
  | { type: 'progress'; progress: number }
  /** Nothing was done and nothing billed. */
  | { type: 'retry'; failure: ProblemDetail; afterSeconds: number | null }
  /** A paid call went out and its answer was lost. */
  | { type: 'unconfirmed'; failure: ProblemDetail }
  /** A search for a lost paid call read everything and found nothing. */
  | { type: 'absent' }
  /** The provider took the attempt on and failed; a new attempt may do better. */
  | { type: 'provider-failed'; failure: ProblemDetail }
  | { type: 'failed'; failure: ProblemDetail };

export type Claim =
  | { wanted: false }
  | {
      wanted: true;
      work: TaskInput['work'];
      input: TaskInput;
      effectKey: string;
      leaseSeconds: number;
      /** After so many refusals of a language model the planner without a model takes over. */
      languageAttempts: number;
    };
