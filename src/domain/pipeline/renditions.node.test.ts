import { describe, expect, it } from 'vitest';
import type { Film, Job, RenditionFormat } from '#contracts/entities/index.ts';
import { isRefusal } from './refusal.ts';
import { filmed } from './testing/films.ts';
import type { World } from './testing/world.ts';

const failure = { code: 'input-unreadable', message: 'The film cannot be read.', retryable: false };

function filmOf(world: World): Film {
  const [film] = world.state.film.values();
  if (!film) throw new Error('there is no film');
  return film;
}

function ask(world: World, formats: readonly RenditionFormat[] | null): Job {
  return world.granted('make-renditions', { videoId: filmOf(world).id, formats });
}

const rows = (world: World) => [...world.state.rendition.values()];
const jobAgain = (world: World, { id }: Job) => world.state.job.get(id);

describe('renditions of a film', () => {
  it('come in every form that the film has the pixels for', () => {
    const world = filmed();
    const job = ask(world, null);
    expect(rows(world).map(({ format, status }) => [format, status])).toEqual([
      ['720p', 'queued'],
      ['480p', 'queued'],
      ['hls', 'queued'],
    ]);
    world.runAll();
    const film = filmOf(world);
    const folder = `projects/${film.projectId}/films/${film.id}`;
    const [big, small, stream] = rows(world);
    expect(big).toMatchObject({ status: 'succeeded', width: 1280, height: 720, sizeBytes: 900 });
    expect(small?.key).toBe(`${folder}/renditions/${small?.id}.mp4`);
    expect(stream?.key).toBe(`${folder}/hls/${stream?.id}/master.m3u8`);
    expect(stream?.variants.map(({ quality }) => quality)).toEqual(['720p', '480p']);
    expect(jobAgain(world, job)).toMatchObject({ status: 'succeeded', total: 3, succeeded: 3, progress: 1 });
  });

  it('are told of the film as it was measured, and where each file of the stream belongs', () => {
    const world = filmed();
    ask(world, ['hls']);
    const [task] = world.tasks('make-hls');
    const film = filmOf(world);
    const input = world.claim(task?.id ?? '', 1);
    expect(input).toMatchObject({ key: film.key, frames: film.frames, qualities: ['720p', '480p'] });
    const keys = input?.work === 'make-hls' ? Object.values(input.outputKeys) : [];
    expect(keys).toHaveLength(7);
    expect(new Set(keys.map((key) => key.slice(0, key.lastIndexOf('/')))).size).toBe(1);
  });

  it('are made once, however often and by how many they are asked for', () => {
    const world = filmed();
    const first = ask(world, ['480p']);
    const second = ask(world, ['480p', 'hls']);
    expect(world.tasks('make-rendition')).toHaveLength(1);
    world.runAll();
    const third = ask(world, null);
    world.runAll();
    expect(rows(world).map(({ format }) => format)).toEqual(['480p', 'hls', '720p']);
    expect(world.tasks('make-rendition')).toHaveLength(2);
    for (const job of [first, second, third])
      expect(jobAgain(world, job)).toMatchObject({ status: 'succeeded', failed: 0 });
    const fourth = ask(world, null);
    expect(jobAgain(world, fourth)).toMatchObject({ status: 'succeeded', succeeded: 3 });
  });

  it.each([
    ['above the film', ['1080p'], 'quality-above-film'],
    ['of no film of the project', null, 'take-not-found'],
  ] as const)('%s are refused', (_what, formats, code) => {
    const world = filmed();
    const videoId = formats === null ? world.newId() : filmOf(world).id;
    expect(world.do('make-renditions', { videoId, formats })).toMatchObject({ code });
    expect(rows(world)).toEqual([]);
  });

  it('of a small film are at least one', () => {
    const world = filmed({ settings: { resolution: '480p' } });
    ask(world, null);
    expect(rows(world).map(({ format }) => format)).toEqual(['480p', 'hls']);
  });

  it('of a film that is not done, and of a paused project, are refused', () => {
    const world = filmed();
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    const [, coming] = world.state.film.values();
    const videoId = coming?.id ?? '';
    expect(world.do('make-renditions', { videoId, formats: null })).toMatchObject({
      code: 'take-not-finished',
    });
    world.granted('pause-project', null);
    const wish = { videoId: filmOf(world).id, formats: null };
    expect(world.do('make-renditions', wish)).toMatchObject({ code: 'project-paused' });
  });

  it('change nothing by a report that comes twice or late', () => {
    const world = filmed();
    ask(world, ['480p']);
    const [task] = world.tasks('make-rendition');
    if (!task) throw new Error('nothing is made');
    world.runAll();
    const before = world.state;
    const result = { work: 'make-rendition' as const, width: 2, height: 2, sizeBytes: 1 };
    world.settle(task, { type: 'done', result });
    world.settle(task, { type: 'failed', failure });
    expect(world.state).toEqual(before);
  });

  it('are tried again by another attempt, and then by another row', () => {
    const world = filmed();
    const job = ask(world, ['480p', 'hls']);
    world.runAll(({ work, attempt }) =>
      work === 'make-rendition' && attempt === 1
        ? { type: 'provider-failed', failure: { ...failure, retryable: true } }
        : work === 'make-hls'
          ? { type: 'failed', failure }
          : null,
    );
    expect(rows(world).map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect(jobAgain(world, job)).toMatchObject({ status: 'partial', failures: [{ code: failure.code }] });
    // A film is as good as it was.
    const [project] = world.state.project.values();
    expect(project?.status).toBe('succeeded');
    world.granted('retry-job', { jobId: job.id });
    world.runAll();
    expect(rows(world).map(({ format, status }) => [format, status])).toEqual([
      ['480p', 'succeeded'],
      ['hls', 'failed'],
      ['hls', 'succeeded'],
    ]);
  });

  it('end with their job where it is canceled, and can be asked for again', () => {
    const world = filmed();
    const job = ask(world, ['480p']);
    const other = ask(world, ['480p']);
    world.granted('cancel-job', { jobId: job.id });
    expect(rows(world).map(({ status }) => status)).toEqual(['canceled']);
    expect(jobAgain(world, other)?.status).toBe('canceled');
    ask(world, ['480p']);
    world.runAll();
    expect(rows(world).map(({ status }) => status)).toEqual(['canceled', 'succeeded']);
  });

  it('hold up no run', () => {
    const world = filmed();
    ask(world, null);
    const run = world.do('start-run', { until: 'assemble_video', approvals: 'automatic' });
    expect(isRefusal(run)).toBe(false);
  });
});
