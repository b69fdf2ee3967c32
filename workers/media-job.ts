import type { Services } from '#adapters/services.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { TaskMessage } from '#contracts/queue.ts';
import type { Outcome, PictureInput, TaskInput } from '#domain/pipeline/task-io.ts';
import { SPEECH_MAX_BYTES } from '#domain/song/speech-file.ts';
import { mediaOutcome } from '#project/reports/media-outcome.ts';
import { callbackUrl } from './callback-url.ts';
import type { Deps } from './deps.ts';

type MediaInput = Extract<
  TaskInput,
  {
    work:
      | 'probe-upload'
      | 'prepare-speech'
      | 'film-audio'
      | 'conform-clip'
      | 'render-seam'
      | 'assemble-film'
      | 'make-poster';
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
      return { kind: 'conform', ...(await cutOf(input, at)), ...formatOf(input), output: target };
    }
    case 'render-seam': {
      const { blend } = input;
      const target = await output(input.outputKey, 'video/mp4');
      const [outgoing, incoming] = [await cutOf(input.outgoing, at), await cutOf(input.incoming, at)];
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
      const { atSeconds, maxWidth } = input;
      const target = await output(input.outputKey, 'image/jpeg');
      return { kind: 'poster', input: await at.get(input.key), output: target, atSeconds, maxWidth };
    }
    default:
      return input satisfies never;
  }
}

/** A picture as the service is told of it, from its frame `fromFrame` on. */
async function cutOf({ picture, fromFrame }: PictureInput, at: Reach) {
  const { key, motion, captions, ...how } = picture;
  const input = await at.get(key);
  const wished = { ...(motion === null ? {} : { motion }), ...(captions === null ? {} : { captions }) };
  return { picture: { ...how, input, ...wished }, fromFrame };
}

function formatOf({
  frames,
  frameRate,
  width,
  height,
}: Extract<MediaInput, { blend: unknown } | { work: 'conform-clip' }>) {
  return { frames, frameRate, width, height };
}
