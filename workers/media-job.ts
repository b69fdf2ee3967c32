import type { Services } from '#adapters/services.ts';
import type { FrameRate, MediaJobSpec } from '#contracts/media.ts';
import { hlsFiles } from '#contracts/media-jobs/hls.ts';
import type { FrameOf } from '#contracts/media-jobs/thumbnails.ts';
import type { TaskMessage } from '#contracts/queue.ts';
import type { FrameInput } from '#domain/pipeline/beside-io.ts';
import type { Outcome, PictureInput, SideInput, TaskInput } from '#domain/pipeline/task-io.ts';
import { SPEECH_MAX_BYTES } from '#domain/song/speech-file.ts';
import { mediaOutcome } from '#project/reports/media-outcome.ts';
import { callbackUrl } from './callback-url.ts';
import type { Deps } from './deps.ts';

type MediaInput = Extract<
  TaskInput,
  {
    work:
      | 'probe-upload'
      | 'analyze-song'
      | 'prepare-speech'
      | 'film-audio'
      | 'conform-clip'
      | 'render-seam'
      | 'assemble-film'
      | 'make-poster'
      | 'make-rendition'
      | 'make-hls'
      | 'make-sheet'
      | 'make-thumbnails';
  }
>;

/** How long the URLs of a job are good for: a job may wait for a free core. In seconds. */
const URL_SECONDS = 6 * 3600;

/** Hands a job to the FFmpeg service. The same id again is the same job, so that a repeat costs nothing. */
export async function submitMedia(
  input: MediaInput,
  jobId: string,
  message: TaskMessage,
  { services }: Deps,
): Promise<Outcome> {
  const spec = await specOf(input, reach(services));
  const base = services.env.MEDIA_URL ? services.env.PUBLIC_URL : 'http://omvee.internal';
  const notify = base ? { notifyUrl: callbackUrl(base, 'media', message) } : {};
  const view = await services.media(jobId).submit({ id: jobId, spec, ...notify });
  return mediaOutcome(view) ?? { type: 'started', externalId: jobId };
}

/** How the service reaches the bucket. */
interface Reach {
  get(key: string): Promise<string>;
  put(key: string, contentType: string): Promise<string>;
}

/** A container reads and writes through the bucket's binding, without credentials; a process with presigned URLs. */
function reach({ env, presigner }: Services): Reach {
  if (!env.MEDIA_URL) {
    const url = async (key: string) => `http://r2.internal/${key}`;
    return { get: url, put: url };
  }
  return {
    get: (key) => presigner.presignGet({ key, expiresSeconds: URL_SECONDS }),
    put: async (key, contentType) =>
      (await presigner.presignPut({ key, contentType, expiresSeconds: URL_SECONDS })).url,
  };
}

/** What the service is asked for. */
export async function specOf(input: MediaInput, at: Reach): Promise<MediaJobSpec> {
  const output = async (key: string, contentType: string) => ({
    url: await at.put(key, contentType),
    contentType,
  });
  switch (input.work) {
    case 'probe-upload': {
      const { expect, maxPixels } = input;
      return { kind: 'probe', input: await at.get(input.key), expect, maxPixels };
    }
    case 'analyze-song':
      return {
        kind: 'analyze-song',
        input: await at.get(input.songKey),
        waveform: await output(input.waveformKey, 'application/json'),
      };
    case 'prepare-speech':
      return {
        kind: 'prepare-audio',
        input: await at.get(input.songKey),
        output: await output(input.outputKey, 'audio/mpeg'),
        maxBytes: SPEECH_MAX_BYTES,
      };
    case 'film-audio': {
      const target = await output(input.outputKey, 'audio/mp4');
      return { kind: 'film-audio', input: await at.get(input.songKey), output: target };
    }
    case 'conform-clip': {
      const target = await output(input.outputKey, 'video/mp4');
      const handles = input.handles.map(async ({ outputKey, ...frames }) => ({
        ...frames,
        output: await output(outputKey, 'video/mp4'),
      }));
      const outputs = { output: target, handles: await Promise.all(handles) };
      const conform = {
        kind: 'conform' as const,
        ...(await cutOf(input, at)),
        ...formatOf(input),
        ...outputs,
      };
      if (!input.seam) return conform;
      const { outputKey, captions, incoming, ...wished } = input.seam;
      const seam = {
        ...{ ...wished, ...(captions === null ? {} : { captions }) },
        incoming: await sideOf(incoming, at),
        output: await output(outputKey, 'video/mp4'),
      };
      return { ...conform, seam };
    }
    case 'render-seam': {
      const { blend } = input;
      const target = await output(input.outputKey, 'video/mp4');
      const [outgoing, incoming] = [await sideOf(input.outgoing, at), await sideOf(input.incoming, at)];
      return { kind: 'seam', outgoing, incoming, blend, ...formatOf(input), output: target };
    }
    case 'assemble-film': {
      const { songDurationSeconds, frameRate, width, height, title, artist, chapters, captions, loudness } =
        input;
      return {
        kind: 'assemble',
        segments: await Promise.all(
          input.segments.map(async ({ key, ...segment }) => ({ input: await at.get(key), ...segment })),
        ),
        song: await at.get(input.songKey),
        output: await output(input.outputKey, 'video/mp4'),
        songDurationSeconds,
        frameRate,
        width,
        height,
        title,
        ...(artist === null ? {} : { artist }),
        chapters: [...chapters],
        ...(captions === null ? {} : { captions }),
        loudness,
      };
    }
    case 'make-poster': {
      const { maxWidth, frameRate } = input;
      const candidates = await framesOf(input.candidates, frameRate, at);
      const target = await output(input.outputKey, 'image/jpeg');
      return { kind: 'brightest-poster', candidates, output: target, maxWidth };
    }
    case 'make-rendition': {
      const { key, quality, frames, frameRate } = input;
      const target = await output(input.outputKey, 'video/mp4');
      return { kind: 'rendition', input: await at.get(key), quality, frames, frameRate, output: target };
    }
    case 'make-hls': {
      const { key, frames, frameRate, outputKeys } = input;
      const qualities = [...input.qualities];
      const targets = hlsFiles(qualities).map(async ({ name, contentType }) => {
        const outputKey = outputKeys[name];
        if (outputKey === undefined) throw new RangeError(`nobody said where to store ${name}`);
        return [name, await output(outputKey, contentType)] as const;
      });
      const outputs = Object.fromEntries(await Promise.all(targets));
      return { kind: 'hls', input: await at.get(key), qualities, frames, frameRate, outputs };
    }
    case 'make-sheet': {
      const { cells, frameRate, width, height } = input;
      const frames = await framesOf(cells, frameRate, at);
      const scenes = frames.map((frame, index) => ({
        ...frame,
        startSeconds: cells[index]?.startSeconds ?? 0,
      }));
      return { kind: 'sheet', scenes, width, height, output: await output(input.outputKey, 'image/jpeg') };
    }
    case 'make-thumbnails': {
      const { frameRate, maxWidth } = input;
      const pictures = input.pictures.map(async ({ key, frame, outputKey }) => ({
        input: await at.get(key),
        frame,
        frameRate,
        output: await output(outputKey, 'image/jpeg'),
      }));
      return { kind: 'thumbnails', pictures: await Promise.all(pictures), maxWidth };
    }
    default:
      return input satisfies never;
  }
}

/** Frames as the service is told of them, in the same order. */
function framesOf(frames: readonly FrameInput[], frameRate: FrameRate, at: Reach): Promise<FrameOf[]> {
  return Promise.all(frames.map(async ({ key, frame }) => ({ input: await at.get(key), frame, frameRate })));
}

/** A picture as the service is told of it, from its frame `fromFrame` on. */
async function cutOf({ picture, fromFrame }: PictureInput, at: Reach) {
  const { key, motion, captions, ...how } = picture;
  const input = await at.get(key);
  const wished = { ...(motion === null ? {} : { motion }), ...(captions === null ? {} : { captions }) };
  return { picture: { ...how, input, ...wished }, fromFrame };
}

async function sideOf({ handleKey, ...cut }: SideInput, at: Reach) {
  const handle = handleKey === null ? {} : { handle: await at.get(handleKey) };
  return { ...(await cutOf(cut, at)), ...handle };
}

function formatOf({
  frames,
  frameRate,
  width,
  height,
}: Extract<MediaInput, { blend: unknown } | { work: 'conform-clip' }>) {
  return { frames, frameRate, width, height };
}
