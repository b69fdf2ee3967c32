/** What the speech service and the language models may do wrong, and what becomes of words, scenes and prompts. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { StageKind } from '#contracts/entities/index.ts';
import { LyricsView } from '#contracts/views/views.ts';
import type { FaultRuleInput } from '#dev/simulators/faults.ts';
import { type Aftermath, type Fault, runWithFaults } from './faulty-project.ts';
import { FilmProject } from './film-project.ts';
import { makeSong, type SongFile } from './song-file.ts';
import { startTestStack, type TestStack } from './test-stack.ts';

vi.setConfig({ maxConcurrency: 12 });

let house: TestStack;
let song: SongFile;
beforeAll(async () => {
  house = await startTestStack();
  song = await makeSong(house.folder, 'song.mp3', 6.2);
  return house.stop;
});

const always = { times: null } as const;

// One after the other: a transcription carries no word that would tell whose it is.
describe('the speech service', () => {
  /** Runs a project while the fault is there for whoever comes. */
  async function withFault(fault: FaultRuleInput, until: StageKind) {
    const ids = await house.providers.misbehave(fault);
    try {
      const project = await FilmProject.create(house.client);
      await project.upload(song);
      const outcome = await project.runToEnd(until);
      const [fired] = await house.providers.fired(ids);
      return { project, outcome, fired };
    } finally {
      await house.providers.forget(ids);
    }
  }

  /** Transcribes once while the service behaves like this; counts the requests that met the fault. */
  async function transcribe(fault: Fault['fault'], times: number | null) {
    const { outcome, project, fired } = await withFault({ service: 'openai', fault, times }, 'transcribe');
    const { status, failures } = outcome.of('transcribe');
    expect((await project.view()).budget.reservedUsd).toBe(0);
    return { status, code: failures[0]?.code, fired };
  }

  test.for<[string, Fault['fault'], string]>([
    ['refuses the key', 401, 'openai-unauthorized'],
    ['has no quota left', { type: 'http', status: 429, variant: 'quota' }, 'openai-quota'],
    ['cannot read the file', 400, 'openai-bad-audio'],
  ])('%s: it is asked once and the job says why', async ([, fault, code]) => {
    expect(await transcribe(fault, null)).toEqual({ status: 'failed', code, fired: 1 });
  });

  test.for<[string, Fault['fault']]>([
    ['asks to slow down', { type: 'http', status: 429, retryAfterSeconds: 1 }],
    ['fails', 500],
    ['is overloaded', 503],
  ])('%s: it is asked again', async ([, fault]) => {
    expect(await transcribe(fault, 1)).toEqual({ status: 'succeeded', code: undefined, fired: 1 });
  });

  test.for<[string, Fault['fault']]>([
    ['breaks off after it has heard the song', 'reset-after-accept'],
    ['answers half a document', 'malformed-json'],
    ['hangs', 'timeout'],
  ])('%s: that may have been billed and is not asked again', async ([, fault]) => {
    expect(await transcribe(fault, null)).toEqual({ status: 'failed', code: 'reply-lost', fired: 1 });
  });

  test('hears no words in an instrumental, and the film is made all the same', async () => {
    const silence = { service: 'openai', fault: 'empty-transcript', ...always } as const;
    const { project, outcome, fired } = await withFault(silence, 'assemble_video');
    expect(fired).toBe(1);
    expect(new Set(Object.values(outcome.statuses))).toEqual(new Set(['succeeded']));
    const heard = await house.client.ask('GET', `${project.path}/transcript`, LyricsView);
    expect(heard).toMatchObject({ origin: 'heard', source: '', lines: [], words: [] });
    expect(await project.list('videos')).toMatchObject([{ status: 'succeeded', qc: { passed: true } }]);
  });
});

describe.concurrent('the language model', () => {
  /** Counts requests that met none of the faults before it. */
  const counted: Fault = { service: 'openrouter', fault: { type: 'slow', delayMs: 0 }, times: null };

  function plan(faults: Fault[]): Promise<Aftermath> {
    return runWithFaults(house, { song, faults: [...faults, counted], until: 'generate_prompts' });
  }

  const chat = (fault: Fault['fault'], when: Partial<Fault> = {}): Fault => ({
    service: 'openrouter',
    fault,
    ...when,
  });

  /** Who made the plan and the prompts, and how often the model was asked in vain and to good purpose. */
  async function summary({ project, outcome, fired }: Aftermath) {
    const scenes = await project.list('scenes');
    const prompts = await project.list('prompts');
    const planned = scenes.some(({ reasoning }) => reasoning.startsWith('Planned without a model'));
    return {
      scenes: `${outcome.of('analyze_scenes').status} by ${planned ? 'planner' : 'model'}`,
      prompts: `${outcome.of('generate_prompts').status} by ${[...new Set(prompts.map(({ origin }) => origin))]}`,
      fired,
    };
  }
  const byModel = { scenes: 'succeeded by model', prompts: 'succeeded by model' };
  const byPlanner = { scenes: 'succeeded by planner', prompts: 'succeeded by planner' };
  /** One request names three models, and each of them meets the fault. */
  const MODELS = 3;

  test.for<[string, Fault, number]>([
    ['answers an error in place of a choice, with 200', chat('error-in-choice'), 1],
    ['answers an error as the body, with 200', chat('error-body-200'), 1],
    [
      'is overloaded upstream',
      chat({ type: 'http', status: 429, variant: 'upstream' }, { times: MODELS }),
      MODELS,
    ],
    ['is not available', chat(503, { times: MODELS }), MODELS],
  ])('%s: it is asked again', async ([, fault, fired], { expect }) => {
    const after = await plan([fault]);
    expect(await summary(after)).toEqual({ ...byModel, fired: [fired, 2] });
    expect(after.outcome.of('analyze_scenes').notes).toEqual([]);
  });

  test.for<[string, Fault['fault']]>([
    ['answers no JSON', 'invalid-json'],
    ['answers nothing', 'empty-content'],
    ['leaves out a field', { type: 'schema-violation', variant: 'missing-field' }],
  ])('%s: it is told so once and repairs it', async ([, fault], { expect }) => {
    expect(await summary(await plan([chat(fault)]))).toEqual({ ...byModel, fired: [1, 2] });
  });

  test.for<[string, Fault['fault']]>([
    ['wraps its JSON in a fence', 'fenced-json'],
    ['writes numbers as text', { type: 'schema-violation', variant: 'wrong-type' }],
  ])('%s: that is read as it is meant', async ([, fault], { expect }) => {
    expect(await summary(await plan([chat(fault)]))).toEqual({ ...byModel, fired: [1, 1] });
  });

  test('violates the schema twice: the film is planned without a model, and the job says so', async ({
    expect,
  }) => {
    const after = await plan([chat({ type: 'schema-violation', variant: 'missing-field' }, always)]);
    expect(await summary(after)).toEqual({ ...byPlanner, fired: [4, 0] });
    for (const stage of ['analyze_scenes', 'generate_prompts'] as const) {
      expect(after.outcome.of(stage).notes.join()).toMatch(/no usable answer/);
    }
  });

  test('stays away: after some attempts the film is planned without it', async ({ expect }) => {
    const after = await plan([chat(503, always)]);
    expect(await summary(after)).toMatchObject(byPlanner);
    expect(after.fired).toEqual([4 * 2 * MODELS, 0]);
  });

  test.for<[string, Fault['fault']]>([
    ['is cut off after it was paid', 'reset-after-accept'],
    ['hangs', 'timeout'],
  ])('%s: it is not asked again, the planner steps in', async ([, fault], { expect }) => {
    const after = await plan([chat(fault)]);
    expect(await summary(after)).toEqual({ ...byPlanner, prompts: byModel.prompts, fired: [1, 1] });
    expect(after.outcome.of('analyze_scenes').notes.join()).toMatch(/not repeated/);
  });

  test('wants money: it is asked once and the job says why', async ({ expect }) => {
    const { outcome, fired, project } = await plan([chat(402, always)]);
    expect(outcome.of('analyze_scenes')).toMatchObject({
      status: 'failed',
      failures: [{ code: 'openrouter-insufficient-credit' }],
    });
    expect(outcome.of('generate_prompts').status).toBe('failed');
    expect(fired).toEqual([MODELS, 0]);
    expect((await project.view()).budget).toEqual({ capUsd: null, spentUsd: 0, reservedUsd: 0 });
  });
});
