/** Two people edit one project over HTTP, and what is edited comes through to the film and to Postgres. */
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadProjectRows } from '#adapters/postgres/index.ts';
import { Problem } from '#contracts/problem.ts';
import { LyricsView, ProjectView, SceneView } from '#contracts/views/views.ts';
import { type BorrowedStack, borrowTestStack } from './borrow-stack.ts';
import type { Answer, Method } from './client.ts';
import { eventually } from './eventually.ts';
import { FilmProject } from './film-project.ts';
import { makeSong, type SongFile } from './song-file.ts';

const Scenes = z.object({ items: z.array(SceneView) });

let house: BorrowedStack;
let song: SongFile;
beforeAll(async () => {
  house = await borrowTestStack();
  song = await makeSong(house.folder, 'song.mp3', 6.2);
  return house.stop;
});

/** One of two people at the same project. */
class Editor {
  readonly project: FilmProject;
  constructor(project: FilmProject) {
    this.project = project;
  }

  send(method: Method, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.project.client.send(method, `${this.project.path}${path}`, body, headers);
  }

  async read(): Promise<{ scenes: SceneView[]; etag: string }> {
    const { body, headers } = await this.send('GET', '/scenes');
    return { scenes: Scenes.parse(body).items, etag: headers.get('etag') ?? '' };
  }

  put(scenes: readonly object[], ifMatch: string): Promise<Answer> {
    return this.send('PUT', '/scenes', { scenes }, { 'if-match': ifMatch });
  }
}

const problem = (answer: Answer) => Problem.parse(answer.body);

async function planned(): Promise<{ project: FilmProject; ann: Editor; ben: Editor }> {
  const project = await FilmProject.create(house.client);
  await project.upload(song);
  await project.runToEnd('analyze_scenes');
  return { project, ann: new Editor(project), ben: new Editor(project) };
}

describe.concurrent('two people at one storyboard', () => {
  test('lose no edit: the later one is told, reads again and merges', async ({ expect }) => {
    const { project, ann, ben } = await planned();
    const [seenByAnn, seenByBen] = [await ann.read(), await ben.read()];
    const retitle = (scenes: readonly SceneView[], index: number, title: string) =>
      scenes.map((scene) => (scene.index === index ? { ...scene, title } : scene));
    // What is read is sent back as it is, but for the edit.
    const first = await ann.put(retitle(seenByAnn.scenes, 0, "Ann's opening"), seenByAnn.etag);
    expect(first.status).toBe(200);
    const second = await ben.put(retitle(seenByBen.scenes, 1, "Ben's ending"), seenByBen.etag);
    expect(second.status).toBe(412);
    expect(problem(second)).toMatchObject({ code: 'precondition-failed' });
    const again = await ben.read();
    expect(again.etag).toBe(first.headers.get('etag'));
    const plan = (etag: string | null) => etag?.split('.')[0]?.replaceAll('"', '');
    expect(plan(second.headers.get('etag'))).toBe(plan(again.etag));
    expect((await ben.put(retitle(again.scenes, 1, "Ben's ending"), again.etag)).status).toBe(200);
    expect((await project.list('scenes')).map(({ title }) => title)).toEqual([
      "Ann's opening",
      "Ben's ending",
    ]);
  });

  test('are asked for the version, and told where a list does not fit', async ({ expect }) => {
    const { ann } = await planned();
    const { scenes, etag } = await ann.read();
    const blind = await ann.send('PUT', '/scenes', { scenes });
    expect([blind.status, problem(blind).code]).toEqual([428, 'precondition-required']);
    const gap = await ann.put(
      scenes.map((scene) => ({ ...scene, startSeconds: scene.startSeconds + scene.index })),
      etag,
    );
    expect(gap.status).toBe(422);
    expect(problem(gap)).toMatchObject({
      code: 'storyboard-invalid',
      errors: [
        { pointer: '/scenes/1/startSeconds', message: expect.stringMatching(/24 frames are in no scene/) },
      ],
    });
    const wrong = await ann.put([{ startSeconds: 'soon', endSeconds: 6.2 }], etag);
    expect(problem(wrong)).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '/scenes/0/startSeconds' }],
    });
    expect(await ann.read()).toEqual({ scenes, etag });
  });

  test('keep both changes of different settings, and need not overwrite the same one unseen', async ({
    expect,
  }) => {
    const project = await FilmProject.create(house.client);
    const [ann, ben] = [new Editor(project), new Editor(project)];
    const etag = (await ann.send('GET', '')).headers.get('etag') ?? '';
    const both = await Promise.all([
      ann.send('PATCH', '', { title: "Ann's title" }),
      ben.send('PATCH', '', { style: "Ben's style" }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const late = await ben.send('PATCH', '', { title: "Ben's title" }, { 'if-match': etag });
    expect([late.status, problem(late).code]).toEqual([412, 'precondition-failed']);
    const now = ProjectView.parse((await ann.send('GET', '')).body);
    expect([now.title, now.settings.style]).toEqual(["Ann's title", "Ben's style"]);
  });
});

test('an ETag answers 304 until takes come in, and lets an edit pass all the same', async () => {
  const { project, ann } = await planned();
  const { scenes, etag } = await ann.read();
  const unchanged = () => ann.send('GET', '/scenes', undefined, { 'if-none-match': etag });
  expect((await unchanged()).status).toBe(304);
  await project.runToEnd('generate_images');
  expect((await unchanged()).status).toBe(200);
  const made = (await ann.read()).scenes;
  const [first, second] = made;
  if (!first || !second) throw new Error('there are two scenes');
  // One scene is left, and a new one takes the place of the other, from what was read before the images came.
  const inserted = { startSeconds: first.endSeconds, endSeconds: second.endSeconds, title: 'New ending' };
  const edited = await ann.put([scenes[0] ?? {}, inserted], etag);
  expect(edited.status).toBe(200);
  const after = Scenes.parse(edited.body).items;
  expect(after).toMatchObject([
    { id: first.id, imageId: first.imageId, stale: { image: false } },
    { imageId: null },
  ]);
  const images = await project.list('images');
  expect(images.find(({ sceneId }) => sceneId === second.id)).toMatchObject({
    status: 'succeeded',
    selected: false,
  });
  const { statuses } = await project.runToEnd('assemble_video');
  expect(statuses).toMatchObject({ generate_prompts: 'succeeded', assemble_video: 'succeeded' });
  expect(await house.providers.predictions(project.id, 'image')).toHaveLength(3);
  await eventually('Postgres knows the new storyboard', async () => {
    const rows = await loadProjectRows(house.database, project.id);
    const ids = rows.flatMap(({ entity }) => (entity.kind === 'scene' ? [entity.id] : [])).sort();
    const images = rows.filter(({ entity }) => entity.kind === 'image');
    return images.length === 3 && JSON.stringify(ids) === JSON.stringify(after.map(({ id }) => id).sort())
      ? ids
      : null;
  });
});

test('a corrected transcript stays what the user said, and a later transcription lies beside it', async () => {
  const { project, ann } = await planned();
  const read = async (query = '') => {
    const { body, headers } = await ann.send('GET', `/transcript${query}`);
    return { view: LyricsView.parse(body), etag: headers.get('etag') ?? '' };
  };
  const heard = await read();
  expect(heard.view.origin).toBe('heard');
  const { lines, words } = heard.view;
  const put = (body: object, etag: string) => ann.send('PUT', '/transcript', body, { 'if-match': etag });
  // What is read is what may be sent.
  const same = await put({ lines, words }, heard.etag);
  expect(same.status).toBe(200);
  const corrected = [{ text: 'What I really sang', startSeconds: 0.5, endSeconds: 2 }];
  expect((await put({ lines: corrected }, heard.etag)).status).toBe(412);
  expect((await put({ lines: corrected }, same.headers.get('etag') ?? '')).status).toBe(200);
  const late = await put({ lines: [{ text: 'x', startSeconds: 5, endSeconds: 60 }] }, '*');
  expect(problem(late)).toMatchObject({
    code: 'transcript-invalid',
    errors: [{ pointer: '/lines/0/endSeconds' }],
  });
  expect((await put({}, '*')).status).toBe(422);
  await project.ended([await project.start('transcribe')]);
  expect((await read()).view).toMatchObject({ origin: 'corrected', source: 'What I really sang' });
  expect((await read('?origin=heard')).view).toMatchObject({ origin: 'heard', source: heard.view.source });
});
