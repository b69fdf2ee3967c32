import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { connect, insertApiKey } from '#adapters/postgres/index.ts';
import { Client } from '#dev/e2e/client.ts';
import { FilmProject } from '#dev/e2e/film-project.ts';
import { makeSong, type SongFile } from '#dev/e2e/song-file.ts';
import { makeTestFolder, removeTestFolder } from '#dev/e2e/test-folder.ts';
import { stackSettings } from '#dev/e2e/test-stack.ts';
import { startDirectStack } from '#dev/stack/direct-stack.ts';
import { Wire } from './http.ts';
import { type ApiDocument, readDocument } from './operations.ts';

export const SCOPES = ['read', 'write', 'spend', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

const NO_TIME = { meanMs: 20, jitterMs: 0 };

/** One page that may call the API from elsewhere. */
export const LISTED_ORIGIN = 'https://studio.example';

/** A running API with callers of every kind and a film that is finished. */
export interface House {
  readonly document: ApiDocument;
  readonly wire: Wire;
  /** The API as its owner, with every scope. */
  readonly client: Client;
  readonly song: SongFile;
  /** Finished. Nobody changes what it is made of; jobs of it only add what is made from it. */
  readonly film: FilmProject;
  /** Finished, and free to be worked on. */
  readonly spare: FilmProject;
  readonly keys: {
    readonly owner: string;
    /** Another owner's, with every scope. */
    readonly foreign: string;
    /** The owner's, with all scopes but this one, and without `admin`, which would stand for it. */
    readonly without: Readonly<Record<Scope, string>>;
  };
  stop(): Promise<void>;
}

export async function startHouse(connections: number): Promise<House> {
  const folder = await makeTestFolder();
  const { simulatorEnv, vars } = stackSettings({
    latency: { image: NO_TIME, video: NO_TIME, transcription: NO_TIME, chat: NO_TIME },
  });
  const stack = await startDirectStack({
    stateDir: join(folder, 'state'),
    simulatorEnv,
    vars: { ...vars, CORS_ORIGINS: LISTED_ORIGIN },
  });
  const stop = async () => {
    await stack.stop();
    await removeTestFolder(folder);
  };
  try {
    const database = connect(stack.database);
    const keyOf = async (ownerId: string, scopes: readonly Scope[]) => {
      const key = `omv_test_${randomBytes(24).toString('base64url')}`;
      const hash = createHash('sha256').update(key).digest('hex');
      const row = { id: uuidv7(), ownerId, name: 'test', scopes: [...scopes], prefix: key.slice(0, 12) };
      await insertApiKey(database, { ...row, hash, createdAt: Date.now() });
      return key;
    };
    const but = (scope: Scope) =>
      keyOf(
        'dev',
        SCOPES.filter((one) => one !== scope && one !== 'admin'),
      );
    const client = new Client(stack.apiUrl, stack.apiKey);
    const song = await makeSong(folder, 'song.mp3', 4);
    const finished = async (title: string) => {
      const project = await FilmProject.create(client, { title });
      await project.lyrics('La la la\nLa la la la');
      await project.uploadAndWait(song);
      await project.ended([await project.start('transcribe')]);
      await project.runToEnd();
      return project;
    };
    const [film, spare] = await Promise.all([finished('The finished film'), finished('Another film')]);
    const wire = new Wire(stack.apiUrl, connections);
    return {
      document: await readDocument(),
      wire,
      client,
      song,
      film,
      spare,
      keys: {
        owner: stack.apiKey,
        foreign: await keyOf('somebody-else', SCOPES),
        without: {
          read: await but('read'),
          write: await but('write'),
          spend: await but('spend'),
          admin: await but('admin'),
        },
      },
      async stop() {
        wire.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
