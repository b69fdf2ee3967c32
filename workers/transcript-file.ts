import { z } from 'zod';
import type { RecordedEntity } from '#contracts/entities/index.ts';
import { transcriptKey } from '#domain/files/object-keys.ts';

const Stored = z.object({ revision: z.coerce.number() });

/**
 * Keeps what was heard, or what a user made of it, in the bucket as JSON: words and segments with their times. May
 * be called twice, late and in any order: a file is replaced only by a higher revision, as in Postgres (P10). Any
 * other row is none of its business.
 */
export async function storeTranscript(bucket: R2Bucket, record: RecordedEntity): Promise<void> {
  const { entity, revision, deleted } = record;
  if (entity.kind !== 'lyrics' || entity.origin === 'given' || deleted) return;
  const { id, projectId, origin, language, provider, model, source, lines, words } = entity;
  const key = transcriptKey(projectId, id);
  const segments = lines.map(({ text, startSeconds, endSeconds, timing }) => ({
    text,
    startSeconds,
    endSeconds,
    timing,
  }));
  const file = { id, projectId, origin, language, provider, model, text: source, segments, words };
  for (;;) {
    const before = await bucket.head(key);
    const stored = Stored.safeParse(before?.customMetadata);
    if (stored.success && stored.data.revision >= revision) return;
    const put = await bucket.put(key, JSON.stringify(file), {
      onlyIf: before ? { etagMatches: before.etag } : { etagDoesNotMatch: '*' },
      httpMetadata: { contentType: 'application/json' },
      customMetadata: { revision: String(revision) },
    });
    // Null says that somebody else wrote between the look and this: look again.
    if (put !== null) return;
  }
}
