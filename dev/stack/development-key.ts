import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { connect, findApiKey, insertApiKey, pgCode } from '#adapters/postgres/index.ts';

/** Makes the development key known to the database, where it is not yet. */
export async function registerKey(
  database: { databaseUrl: string; fetchEndpoint: string },
  apiKey: string,
): Promise<void> {
  const db = connect(database);
  const hash = createHash('sha256').update(apiKey).digest('hex');
  if ((await findApiKey(db, hash)) !== null) return;
  try {
    await insertApiKey(db, {
      id: uuidv7(),
      ownerId: 'dev',
      name: 'local development',
      scopes: ['read', 'write', 'spend', 'admin'],
      hash,
      prefix: apiKey.slice(0, 12),
      createdAt: Date.now(),
    });
  } catch (error) {
    // Another start was faster.
    if (pgCode(error) !== '23505') throw error;
  }
}
