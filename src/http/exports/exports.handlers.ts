import type { Context } from 'hono';
import { contentDisposition } from '#adapters/storage/content-disposition.ts';
import { type EditList, editList } from '#domain/film/exports/index.ts';
import { granted, projectOf, readViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { signedUrl } from '../signed-url.ts';

const KINDS = ['project', 'scene', 'image', 'clip', 'song', 'lyrics'] as const;

export interface ExportFile {
  /** Of the file name, without its dot. */
  readonly ending: string;
  readonly contentType: string;
  readonly write: (list: EditList) => string;
}

/** Answers with the project's cut, written in one of the formats. */
export async function sendCut(c: Context<AppEnv>, file: ExportFile): Promise<Response> {
  const list = await readEditList(c);
  return sendFile(c, file.write(list), `${shortTitle(list.title)}.${file.ending}`, file.contentType);
}

/** So much of a title that a file name has room for its ending. */
export function shortTitle(title: string): string {
  return [...title].slice(0, 100).join('');
}

export function sendFile(c: Context<AppEnv>, text: string, name: string, contentType: string): Response {
  return c.body(text, 200, {
    'content-type': contentType,
    'content-disposition': contentDisposition(name),
  });
}

async function readEditList(c: Context<AppEnv>): Promise<EditList> {
  const asker = { ownerId: c.get('caller').ownerId };
  const [{ views }, images, clips] = await Promise.all([
    readViews(c, KINDS),
    projectOf(c).keys(asker, 'image'),
    projectOf(c).keys(asker, 'clip'),
  ]);
  const [project] = views.project;
  if (!project) return refuseRequest(c, 'project-not-found', 'There is no such project.');
  const of = (origin: string) => views.lyrics.find((lyrics) => lyrics.origin === origin);
  return editList({
    project,
    scenes: views.scene,
    images: views.image,
    clips: views.clip,
    song: views.song.find(({ id }) => id === project.songId) ?? null,
    lyrics: of('given') ?? of('corrected') ?? of('heard') ?? null,
    endings: endingsOf({ ...granted(c, images), ...granted(c, clips) }),
    apiUrl: new URL(c.req.url).origin,
  });
}

/** What the keys of files end with; storage gives every key an ending. */
function endingsOf(keys: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(keys).map(([id, key]) => [id, key.split('.').at(-1) ?? 'bin']));
}

export async function redirectToSong(c: Context<AppEnv>): Promise<Response> {
  const asker = { ownerId: c.get('caller').ownerId };
  const { views } = await readViews(c, ['project']);
  const songId = views.project[0]?.songId ?? null;
  const song = songId === null ? null : granted(c, await projectOf(c).entity(asker, 'song', songId));
  if (song === null) return refuseRequest(c, 'song-missing', 'This project has no song yet.');
  return c.redirect(await signedUrl(c, song.key, song.fileName), 302);
}
