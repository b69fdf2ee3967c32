import { ProviderError } from '#adapters/provider-error.ts';
import type { Outcome, TaskInput } from '#domain/pipeline/task-io.ts';
import type { Deps } from './deps.ts';

type Input = Extract<TaskInput, { work: 'transcribe' }>;

/** Sends the song to the speech service. At most 25 MiB, so that it fits into memory. */
export async function transcribe(input: Input, { services }: Deps): Promise<Outcome> {
  const object = await services.env.MEDIA_BUCKET.get(input.key);
  if (!object) {
    throw new ProviderError({
      verdict: 'terminal',
      code: 'song-missing',
      message: 'The song is no longer in storage.',
    });
  }
  const file = new Blob([await object.arrayBuffer()], { type: input.contentType });
  const heard = await services.transcriber.transcribe({
    file,
    fileName: input.fileName,
    contentType: input.contentType,
  });
  const { text, language, words, segments } = heard;
  return {
    type: 'done',
    result: {
      work: 'transcribe',
      provider: 'openai',
      model: services.speechModel,
      text,
      language,
      words,
      segments,
    },
  };
}
