import { expect, test } from 'vitest';
import { z } from 'zod';
import { CastView, ImageView, ProjectView, SceneLookView, StylePackView } from '#contracts/views/views.ts';
import { borrowTestStack } from './borrow-stack.ts';
import { FilmProject } from './film-project.ts';
import { followSocket, readSnapshot } from './live.ts';
import { complete, makeFile, putFile, settled } from './own-file.ts';
import { viewsInPostgres, viewsInSnapshot } from './recorded.ts';
import { makeSong } from './song-file.ts';

const Packs = z.object({ items: z.array(StylePackView) });
const Images = z.object({ items: z.array(ImageView) });
const Cast = z.object({ items: z.array(CastView) });

test('a look and a cast with a picture go into what the models are given, and make stale what was made before', async () => {
  const house = await borrowTestStack();
  try {
    const { client } = house;
    const { items: packs } = await client.ask('GET', '/api/style-packs', Packs);
    expect(packs.map(({ ref }) => ref)).toContain('neon-rain@1');
    expect(
      await client.refusal('POST', '/api/projects', { title: 'x', stylePack: 'neon-snow' }),
    ).toMatchObject({ code: 'style-pack-unknown', detail: expect.stringContaining('neon-rain@1') });

    const project = await FilmProject.create(client, {
      approvals: 'manual',
      stylePack: 'neon-rain',
      imageModel: 'black-forest-labs/flux-kontext-pro',
    });
    const { path } = project;
    await project.uploadAndWait(await makeSong(house.folder, 'song.mp3', 6.2));
    for (const stage of ['transcribe', 'analyze-scenes', 'generate-prompts'])
      expect((await project.ended([await project.start(stage)])).jobs[0]?.status).toBe('succeeded');
    const [scene] = await project.list('scenes');
    const [prompt] = await project.list('prompts');
    expect(scene?.systemPrompt).toMatch(/^analyze-scenes\/\d+$/);
    expect(prompt?.systemPrompt).toMatch(/^generate-prompts\/\d+$/);
    expect(prompt?.imageText).toContain('magenta and cyan on near black');

    const args = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=1:duration=1', '-frames:v', '1'];
    const face = await makeFile(house.folder, 'mara.png', 'image/png', args);
    const { id: uploadId } = await putFile(project, face, { kind: 'reference' });
    const member = { kind: 'person', name: 'Mara', appearance: 'a woman with short silver hair' };
    const early = await client.refusal('POST', `${path}/cast`, { ...member, references: [uploadId] });
    expect(early.code).toBe('reference-unfit');
    await complete(project, uploadId);
    expect(await settled(project, uploadId)).toMatchObject({
      status: 'ready',
      kind: 'reference',
      takeId: null,
    });

    const following = await followSocket(project);
    const empty = await client.send('GET', `${path}/cast`);
    const created = await client.send('POST', `${path}/cast`, {
      ...member,
      prominence: 'lead',
      references: [uploadId],
    });
    expect(created.status).toBe(201);
    const mara = CastView.parse(created.body);
    expect(created.headers.get('location')).toBe(`${path}/cast/${mara.id}`);
    const late = await client.send('POST', `${path}/cast`, member, {
      'if-match': empty.headers.get('etag') ?? '',
    });
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });

    const lookPath = `${path}/scenes/${scene?.id}/look`;
    const look = await client.ask('PUT', lookPath, SceneLookView, { footage: 'performance' });
    expect(look).toMatchObject({
      footage: 'performance',
      cast: [],
      appearing: [{ castId: mara.id, name: 'Mara', prominence: 'lead' }],
      references: [uploadId],
    });
    expect(look.imageText).toMatch(/Mara is singing.*Mara: a woman with short silver hair/s);
    expect(look.clipText).toMatch(/Mara sings, lips moving with the words.*Mara: a woman/s);

    expect((await project.ended([await project.start('generate-images')])).jobs[0]?.status).toBe('succeeded');
    const images = async () => (await client.ask('GET', `${path}/images`, Images)).items;
    const made = await images();
    expect(made.length).toBeGreaterThan(0);
    for (const image of made) expect(image).toMatchObject({ references: [uploadId], stale: false });
    const before = await house.providers.predictions(project.id);
    const plain = await client.ask('PATCH', path, ProjectView, { stylePack: null });
    expect(plain.settings.stylePack).toBeNull();
    expect((await images()).map(({ stale }) => stale)).toEqual(made.map(() => true));
    expect(await house.providers.predictions(project.id)).toEqual(before);

    expect((await client.send('DELETE', `${path}/cast/${mara.id}`)).status).toBe(204);
    expect(await client.ask('GET', `${path}/cast`, Cast)).toMatchObject({ items: [] });
    await expect
      .poll(() => following.events().map(({ type }) => type))
      .toEqual(expect.arrayContaining(['cast.updated', 'prompt.updated', 'cast.removed']));
    following.close();
    const told = viewsInSnapshot(await readSnapshot(project));
    await expect
      .poll(() => viewsInPostgres(house.database, project.id), { timeout: 15_000, interval: 200 })
      .toEqual(told);
  } finally {
    await house.stop();
  }
});
