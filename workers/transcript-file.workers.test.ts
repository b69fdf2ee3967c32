import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Lyrics } from '#contracts/entities/index.ts';
import { transcriptKey } from '#domain/files/object-keys.ts';
import { bindings } from '#project/testing/harness.ts';
import { storeTranscript } from './transcript-file.ts';

const word = { text: 'la', startSeconds: 1, endSeconds: 2 };

function lyrics(origin: Lyrics['origin'], source: string): Lyrics {
  return {
    kind: 'lyrics',
    id: uuidv7(),
    projectId: uuidv7(),
    origin,
    format: 'speech',
    source,
    encoding: 'utf-8',
    lines: [{ ...word, timing: 'aligned', confidence: null, reason: null, words: [] }],
    words: [word],
    language: 'english',
    provider: 'openai',
    model: 'whisper-1',
    createdAt: 1,
    updatedAt: 1,
  };
}

const store = (entity: Lyrics, revision: number, deleted = false) =>
  storeTranscript(bindings.MEDIA_BUCKET, { entity, revision, deleted });

async function stored({ projectId, id }: Lyrics): Promise<unknown> {
  const object = await bindings.MEDIA_BUCKET.get(transcriptKey(projectId, id));
  return object === null ? null : object.json();
}

describe('a transcript in the bucket', () => {
  it.each(['heard', 'corrected'] as const)(
    'has the words and segments that were %s, with their times',
    async (origin) => {
      const entity = lyrics(origin, 'la');
      await store(entity, 1);
      expect(await stored(entity)).toMatchObject({
        origin,
        text: 'la',
        language: 'english',
        segments: [{ text: 'la', startSeconds: 1, endSeconds: 2 }],
        words: [word],
      });
    },
  );

  it('is the newest, however late and often older ones come', async () => {
    const entity = lyrics('corrected', 'one');
    await store(entity, 1);
    await store({ ...entity, source: 'three' }, 3);
    await store({ ...entity, source: 'two' }, 2);
    await store({ ...entity, source: 'three again' }, 3);
    expect(await stored(entity)).toMatchObject({ text: 'three' });
    const many = Array.from({ length: 8 }, (_, index) =>
      store({ ...entity, source: `at ${index + 4}` }, index + 4),
    );
    await Promise.all(many);
    expect(await stored(entity)).toMatchObject({ text: 'at 11' });
  });

  it('is not made of lyrics that were given, nor of what was deleted', async () => {
    const [given, gone] = [lyrics('given', 'x'), lyrics('heard', 'y')];
    await store(given, 1);
    await store(gone, 1, true);
    expect([await stored(given), await stored(gone)]).toEqual([null, null]);
  });
});
