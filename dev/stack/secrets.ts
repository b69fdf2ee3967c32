import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Secrets of one local stack, made once and kept with its state. */
export interface Secrets {
  /** The development API key, `omv_dev_…`. */
  readonly apiKey: string;
  /** Signs what the media service reports, `whsec_…`. */
  readonly mediaWebhook: string;
  readonly ticket: string;
}

export async function keepSecrets(stateDir: string): Promise<Secrets> {
  return {
    apiKey: await keep(join(stateDir, 'dev-key'), () => `omv_dev_${randomBytes(24).toString('base64url')}`),
    mediaWebhook: await keep(
      join(stateDir, 'media-secret'),
      () => `whsec_${randomBytes(32).toString('base64')}`,
    ),
    ticket: await keep(join(stateDir, 'ticket-secret'), () => randomBytes(32).toString('base64url')),
  };
}

/** The API key of a stack that was started before. */
export async function readApiKey(stateDir: string): Promise<string> {
  return (await readFile(join(stateDir, 'dev-key'), 'utf8')).trim();
}

async function keep(file: string, make: () => string): Promise<string> {
  try {
    const kept = (await readFile(file, 'utf8')).trim();
    if (kept !== '') return kept;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const secret = make();
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
