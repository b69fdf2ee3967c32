import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROJECT_DOCUMENT } from '#contracts/examples/project-document.ts';
import { DOCUMENT_VERSION, ProjectDocument } from '#contracts/project-document.ts';
import {
  ask,
  bearer,
  createdProject,
  deployment,
  fetchFrom,
  standInForProvider,
} from '../testing/deployment.ts';

beforeEach(() => standInForProvider());
afterEach(() => vi.restoreAllMocks());

const on = deployment();
const writer = () => bearer({ scope: 'read write' });

async function importDocument(document: unknown, authorization: string, extra: Record<string, string> = {}) {
  const headers = { 'content-type': 'application/json', ...extra };
  const body = JSON.stringify(document);
  return ask(on, '/api/projects/import', authorization, { method: 'POST', headers, body });
}

describe('an import', () => {
  it('makes a project of the importing account that is exported as it came', async () => {
    const mine = await bearer({ scope: 'read write', sub: 'another user' });
    const made = await importDocument(PROJECT_DOCUMENT, mine);
    expect(made.status).toBe(201);
    const exported = await ask(on, `${made.headers.get('location')}/exports/json`, mine);
    expect(exported.headers.get('content-disposition')).toContain('Night train.omvee.json');
    const [before, after] = [PROJECT_DOCUMENT, exported.body].map((document) => {
      const { project, scenes, cast, ...rest } = ProjectDocument.parse(document);
      const bare = scenes.map((scene) => ({ ...scene, id: '', takes: null, cast: scene.cast.length }));
      const members = cast.map((member) => ({ ...member, id: '' }));
      return { ...rest, cast: members, song: null, project: { ...project, id: '' }, scenes: bare };
    });
    expect(after).toEqual(before);
    expect(exported.body.project).not.toHaveProperty('id', PROJECT_DOCUMENT.project.id);
    const other = await ask(on, `${made.headers.get('location')}/exports/json`, await writer());
    expect(other.status).toBe(404);
  });

  it('with the same Idempotency-Key is one', async () => {
    const authorization = await writer();
    const key = { 'idempotency-key': 'once' };
    const first = await importDocument(PROJECT_DOCUMENT, authorization, key);
    const second = await importDocument(PROJECT_DOCUMENT, authorization, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('says of a document of the future that it is one', async () => {
    const { status, body } = await importDocument(
      { ...PROJECT_DOCUMENT, version: DOCUMENT_VERSION + 1, new: 1 },
      await writer(),
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'document-version-unknown', errors: [{ pointer: '/version' }] });
  });

  it('names every place that is wrong', async () => {
    const [scene] = PROJECT_DOCUMENT.scenes;
    const scenes = [{ ...scene, startFrame: 3 }];
    const { status, body } = await importDocument({ ...PROJECT_DOCUMENT, scenes }, await writer());
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'document-invalid', errors: [{ pointer: '/scenes/0/startFrame' }] });
  });

  it('of anything else is refused with pointers, never a 500', async () => {
    const authorization = await writer();
    const places = [
      'project',
      'scenes',
      'lyrics',
      'transcript',
      'song',
      'tempo',
      'format',
      'version',
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue(), async (place, value) => {
        const document = { ...PROJECT_DOCUMENT, [place]: value };
        fc.pre(!ProjectDocument.safeParse(document).success);
        const { status, body } = await importDocument(document, authorization);
        expect(status).toBe(422);
        expect(body.errors).toBeInstanceOf(Array);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an export', () => {
  it.each([
    ['otio', 'application/json', '{'],
    ['edl', 'text/plain; charset=utf-8', 'TITLE: Night train\r\n'],
    ['fcpxml', 'application/xml', '<?xml'],
  ])('as %s has its type and a name to save it under', async (format, type, start) => {
    const authorization = await writer();
    const { headers } = await importDocument(PROJECT_DOCUMENT, authorization);
    const response = await fetchFrom(on, `${headers.get('location')}/exports/${format}`, {
      headers: { authorization },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toContain(`filename="Night train.${format}"`);
    expect((await response.text()).startsWith(start)).toBe(true);
  });

  it('of a project with nothing in it is a film of a gap', async () => {
    const authorization = await writer();
    const location = await createdProject(on, authorization);
    const response = await fetchFrom(on, `${location}/exports/fcpxml`, { headers: { authorization } });
    expect(await response.text()).toContain('<gap name="No scenes yet"');
    const song = await ask(on, `${location}/song/download`, authorization);
    expect(song.body).toMatchObject({ code: 'song-missing' });
  });
});
