/** What Replicate may do wrong, and what becomes of the images. Every project has two scenes and thus two images. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, type ExpectStatic, test, vi } from 'vitest';
import { type Aftermath, type Fault, runWithFaults } from './faulty-project.ts';
import { decodeWhole } from './film-file.ts';
import type { Wishes } from './film-project.ts';
import { makeSong, type SongFile } from './song-file.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

// They mostly wait.
vi.setConfig({ maxConcurrency: 12 });

let house: TestStack;
let song: SongFile;
beforeAll(async () => {
  house = await startTestStack({ policy: { outsideSeconds: { 'create-image': 8 } } });
  song = await makeSong(house.folder, 'song.mp3', 6.2);
  return house.stop;
});

const always = { times: null } as const;
const replicate = (fault: Fault['fault'], when: Partial<Fault> = {}): Fault => ({
  service: 'replicate',
  fault,
  ...when,
});
const webhook = { match: { kind: 'webhook' } } as const;
const file = { match: { kind: 'file' } } as const;

/** Makes the images and looks at what must hold whatever happened. */
async function makeImages(expect: ExpectStatic, faults: Fault[], wishes: Wishes = {}): Promise<Aftermath> {
  const after = await runWithFaults(house, { song, faults, until: 'generate_images', wishes });
  const { project, outcome } = after;
  const paid = await house.providers.predictions(project.id, 'image');
  const attempts = new Set(paid.map(({ webhookQuery }) => `${webhookQuery?.task} ${webhookQuery?.attempt}`));
  expect(attempts.size, 'each attempt is paid for at most once').toBe(paid.length);
  expect((await project.view()).budget.reservedUsd, 'nothing stays reserved').toBe(0);
  const images = await project.list('images');
  const { counts, failures } = outcome.of('generate_images');
  expect(images).toHaveLength(2);
  expect(images.filter(({ status }) => status === 'succeeded')).toHaveLength(counts.succeeded);
  for (const { sceneId, message } of failures) {
    expect(message).not.toBe('');
    expect(images.find((image) => image.sceneId === sceneId)?.status).toBe('failed');
  }
  return after;
}

/** How the job ended, in one line of a table: status, codes, predictions that were paid for, strikes of each fault. */
async function summary({ project, outcome, fired }: Aftermath) {
  const { status, failures } = outcome.of('generate_images');
  const paid = await house.providers.predictions(project.id, 'image');
  return { status, codes: [...new Set(failures.map(({ code }) => code))], paid: paid.length, fired };
}

describe.concurrent('a refusal', () => {
  test.for<[number, string, string]>([
    [400, 'partial', 'replicate-rejected'],
    [422, 'partial', 'replicate-invalid-input'],
    [404, 'partial', 'replicate-not-found'],
    [402, 'partial', 'replicate-insufficient-credit'],
    [401, 'partial', 'replicate-unauthorized'],
  ])(
    '%i fails one image at once and says why, the other one goes on',
    async ([code, status, problem], { expect }) => {
      const after = await makeImages(expect, [replicate(code)]);
      expect(await summary(after)).toEqual({ status, codes: [problem], paid: 1, fired: [1] });
      expect((await after.project.view()).status).toBe(status);
    },
  );

  test('402 to all is asked once for each image, never again', async ({ expect }) => {
    const after = await makeImages(expect, [replicate(402, always)]);
    const codes = ['replicate-insufficient-credit'];
    expect(await summary(after)).toEqual({ status: 'failed', codes, paid: 0, fired: [2] });
  });

  test.for<[string, Fault, number]>([
    ['429 with retry_after', replicate({ type: 'http', status: 429, retryAfterSeconds: 1 }, { times: 2 }), 2],
    ['429 without', replicate({ type: 'http', status: 429, retryAfterSeconds: null }, { times: 2 }), 2],
    ['503', replicate(503, { times: 3 }), 3],
  ])('%s is tried again', async ([, fault, fired], { expect }) => {
    const after = await makeImages(expect, [fault]);
    expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 2, fired: [fired] });
  });
});

describe.concurrent('a creation whose answer is lost', () => {
  test.for<[string, Fault[]]>([
    ['after it was accepted, is found by its webhook', [replicate('reset-after-accept')]],
    [
      'after it was accepted, is found by asking',
      [replicate('reset-after-accept'), replicate('webhook-dropped', { ...always, ...webhook })],
    ],
    ['before it was accepted, is sent again', [replicate('reset-before')]],
    ['because the service failed, is sent again', [replicate(500)]],
    [
      'because a proxy answered for the service, is sent again',
      [replicate({ type: 'http', status: 502, variant: 'html' })],
    ],
  ])('%s: one prediction is paid for', async ([, faults], { expect }) => {
    const after = await makeImages(expect, faults);
    expect(await summary(after)).toMatchObject({ status: 'succeeded', codes: [], paid: 2 });
    expect(after.fired[0]).toBe(1);
  });
});

describe.concurrent('a prediction that', () => {
  test('fails is made again as a new attempt', async ({ expect }) => {
    const after = await makeImages(expect, [replicate('prediction-failed')]);
    expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 3, fired: [1] });
  });

  test('fails again and again is given up, with what the model said', async ({ expect }) => {
    const error = 'NSFW content detected. Try a different prompt.';
    const after = await makeImages(expect, [replicate({ type: 'prediction-failed', error }, always)]);
    expect(await summary(after)).toEqual({
      status: 'failed',
      codes: ['prediction-failed'],
      paid: 6,
      fired: [6],
    });
    expect(after.outcome.of('generate_images').failures[0]?.message).toContain(error);
  });

  test('is canceled at the provider is not made again', async ({ expect }) => {
    const after = await makeImages(expect, [replicate('prediction-canceled')]);
    expect(await summary(after)).toEqual({
      status: 'partial',
      codes: ['prediction-canceled'],
      paid: 2,
      fired: [1],
    });
  });

  test('is aborted before it began is made again', async ({ expect }) => {
    const after = await makeImages(expect, [replicate('prediction-aborted')]);
    expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 3, fired: [1] });
  });
});

describe.concurrent('a webhook that', () => {
  /** Counts how often the predictions are asked for because nothing was heard of them. */
  const asked = replicate({ type: 'slow', delayMs: 0 }, { ...always, match: { kind: 'get' } });

  test.for<[string, Fault['fault']]>([
    ['never comes', 'webhook-dropped'],
    ['comes late', { type: 'webhook-delayed', delayMs: 5_000 }],
    ['is signed by somebody else', 'webhook-wrong-signature'],
  ])('%s is not waited for: each prediction is asked for', async ([, fault], { expect }) => {
    const after = await makeImages(expect, [replicate(fault, always), asked]);
    expect(await summary(after)).toMatchObject({ status: 'succeeded', codes: [], paid: 2 });
    expect(after.fired[0]).toBe(2);
    expect(after.fired[1]).toBeGreaterThanOrEqual(2);
  });

  test.for<[string, Fault['fault']]>([
    ['comes four times', { type: 'webhook-duplicated', copies: 3, gapMs: 50 }],
    ['comes before the answer to the creation', 'webhook-early'],
    ['is followed by an older one', { type: 'webhook-out-of-order', gapMs: 100 }],
  ])('%s counts once', async ([, fault], { expect }) => {
    const after = await makeImages(expect, [replicate(fault, always)]);
    expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 2, fired: [2] });
    expect(await after.project.list('approvals')).toHaveLength(2);
    const { tasks } = await after.project.job(after.outcome.of('generate_images').id);
    expect(tasks.map(({ work, attempt }) => `${work} ${attempt}`).sort()).toEqual([
      'create-image 1',
      'create-image 1',
      'store-image 1',
      'store-image 1',
    ]);
  });
});

describe.concurrent('a file that', () => {
  test.for<[string, Fault['fault']]>([
    ['is not given at first', 500],
    ['breaks off', 'file-truncated'],
    ['is an error page', 'file-html'],
    ['comes slowly', { type: 'file-slow', durationMs: 2_000 }],
  ])('%s is fetched until it is whole', async ([, fault], { expect }) => {
    const after = await makeImages(expect, [replicate(fault, file)]);
    expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 2, fired: [1] });
    for (const { id, sizeBytes } of await after.project.list('images')) {
      const { bytes } = await house.client.download(`${after.project.path}/images/${id}/preview`);
      expect(bytes.byteLength).toBe(sizeBytes);
      const path = join(house.folder, `${id}.jpg`);
      await writeFile(path, bytes);
      await decodeWhole(path);
    }
  });

  test.for([404, 410])('is gone with %i fails its image alone', async (status, { expect }) => {
    const after = await makeImages(expect, [replicate(status, file)]);
    expect(await summary(after)).toEqual({ status: 'partial', codes: ['output-gone'], paid: 2, fired: [1] });
  });
});

describe.concurrent('the budget', () => {
  test('that allows for no call at all stops before the first one', async ({ expect }) => {
    const anyChat: Fault = { service: 'openrouter', fault: { type: 'slow', delayMs: 0 }, times: null };
    const { project, outcome, fired } = await runWithFaults(house, {
      song,
      faults: [anyChat],
      until: 'generate_images',
      wishes: { budgetUsd: 0.001 },
    });
    expect(outcome.of('analyze_scenes')).toMatchObject({
      status: 'failed',
      failures: [{ code: 'budget-exceeded' }],
    });
    expect(fired).toEqual([0]);
    expect((await project.view()).budget).toEqual({ capUsd: 0.001, spentUsd: 0, reservedUsd: 0 });
  });

  test('that allows for one image stops before the second one is asked for', async ({ expect }) => {
    const after = await makeImages(expect, [replicate({ type: 'slow', delayMs: 0 }, always)], {
      imageModel: 'black-forest-labs/flux-dev',
      budgetUsd: 0.045,
    });
    expect(await summary(after)).toEqual({
      status: 'partial',
      codes: ['budget-exceeded'],
      paid: 1,
      fired: [1],
    });
    expect((await after.project.view()).budget.spentUsd).toBeLessThan(0.045);
  });
});

// By itself, because a queue of the local runtime delivers nothing more while one of its batches hangs.
describe('what hangs', () => {
  describe.concurrent('for ever', () => {
    test.for<[string, Fault['fault']]>([
      ['after it was accepted is found by its webhook', 'hang-after-accept'],
      ['before it was accepted is sent again', 'timeout'],
    ])('a creation that hangs %s: one prediction is paid for', async ([, fault], { expect }) => {
      const after = await makeImages(expect, [replicate(fault)]);
      expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 2, fired: [1] });
    });

    test('a prediction that never ends is given up, stopped and made again', async ({ expect }) => {
      const after = await makeImages(expect, [replicate('prediction-hangs')]);
      expect(await summary(after)).toEqual({ status: 'succeeded', codes: [], paid: 3, fired: [1] });
      const paid = await house.providers.predictions(after.project.id, 'image');
      expect(paid.map(({ status }) => status).sort()).toEqual(['canceled', 'succeeded', 'succeeded']);
    });
  });
});
