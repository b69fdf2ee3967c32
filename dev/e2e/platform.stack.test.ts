import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Chromium, findChromium } from '#dev/browser/chromium.ts';
import type { BrowserPage } from '#dev/browser/page.ts';
import { IdentityProvider } from '#dev/identity-provider/identity-provider.ts';
import { makeKey, type SigningKey, signToken } from '#dev/identity-provider/tokens.ts';
import { type Stack, startStack } from '#dev/stack/start-stack.ts';
import { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { listAll } from './list-all.ts';
import { makeTestFolder, removeTestFolder } from './test-folder.ts';
import { stackSettings } from './test-stack.ts';

/** Where screenshots are kept for people to look at; nowhere where it is not set. */
const SCREENSHOTS = process.env.SCREENSHOTS;
const chromium = findChromium();

let folder: string;
let provider: IdentityProvider;
let signingKey: SigningKey;
let stack: Stack;

beforeAll(async () => {
  folder = await makeTestFolder();
  signingKey = await makeKey('first', 'RS256');
  provider = await IdentityProvider.start([signingKey]);
  const { simulatorEnv, vars } = stackSettings();
  stack = await startStack({
    stateDir: join(folder, 'state'),
    simulatorEnv,
    // As deployed: with the limits of wrangler.toml, and an identity provider.
    vars: { ...vars, ...provider.env, RATE_LIMITS: 'on' },
    quiet: true,
    withoutDocker: true,
  });
});

afterAll(async () => {
  await stack?.stop();
  await provider?.stop();
  await removeTestFolder(folder);
});

const Key = z.object({ id: z.string(), name: z.string(), lastUsedAt: z.string().nullable() });
const user = async (claims: Record<string, unknown>) =>
  new Client(stack.apiUrl, await signToken(signingKey, claims));

describe('a user of the identity provider', () => {
  it('makes keys that open the same projects, and sees pages of them', async () => {
    const admin = await user({ sub: 'user|admin', permissions: ['admin'] });
    const made = [];
    for (const name of ['one', 'two', 'three']) {
      const answer = z.object({ key: z.string(), details: Key });
      made.push(await admin.ask('POST', '/api/keys', answer, { name, scopes: ['read', 'write'] }));
    }
    for (const pageSize of [1, 2, 3, 200]) {
      const listed = await listAll(admin, '/api/keys', Key, pageSize);
      expect(listed.map(({ name }) => name)).toEqual(['three', 'two', 'one']);
    }
    const byKey = new Client(stack.apiUrl, made[0]?.key ?? '');
    const { id } = await byKey.ask('POST', '/api/projects', z.object({ id: z.string() }), { title: 'Mine' });
    expect(await admin.ask('GET', `/api/projects/${id}`, z.looseObject({ id: z.string() }))).toMatchObject({
      id,
    });
    const stranger = await user({ sub: 'user|stranger', permissions: ['admin'] });
    expect((await stranger.refusal('GET', `/api/projects/${id}`)).code).toBe('project-not-found');
    expect(await listAll(stranger, '/api/keys', Key)).toEqual([]);
    const used = await eventually('the use of the key is noted', async () => {
      const keys = await listAll(admin, '/api/keys', Key);
      return keys.find(({ name }) => name === 'one')?.lastUsedAt ?? null;
    });
    expect(Date.parse(used)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('pages through projects, newest first, while others are made', async () => {
    const maker = await user({ sub: 'user|maker', scope: 'read write' });
    const Project = z.object({ id: z.string(), title: z.string() });
    const create = (title: string) => maker.ask('POST', '/api/projects', Project, { title });
    for (const title of ['1', '2', '3', '4', '5']) await create(title);
    const Page = z.object({ items: z.array(Project), nextCursor: z.string().nullable() });
    const first = await maker.ask('GET', '/api/projects?limit=2&status=draft', Page);
    await create('6');
    const rest = await maker.ask(
      'GET',
      `/api/projects?status=draft&limit=200&cursor=${first.nextCursor}`,
      Page,
    );
    expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(['5', '4', '3', '2', '1']);
    expect(rest.nextCursor).toBeNull();
    expect((await maker.ask('GET', '/api/projects?status=failed', Page)).items).toEqual([]);
    expect((await maker.refusal('GET', '/api/projects?cursor=nonsense')).code).toBe('invalid-request');
  });

  it('with a token that is not good is nobody', async () => {
    const expired = await user({ exp: 1 });
    expect(await expired.refusal('GET', '/api/projects')).toMatchObject({ status: 401 });
  });
});

describe('every answer', () => {
  it('says what it waited for', async () => {
    const { headers } = await new Client(stack.apiUrl, stack.apiKey).send('GET', '/api/projects');
    expect(headers.get('server-timing')).toMatch(/auth;dur=.*database;dur=.*total;dur=/);
  });

  it('names its dependencies, the identity provider among them', async () => {
    const { body } = await new Client(stack.apiUrl, null).send('GET', '/health/ready');
    const { checks } = z
      .object({ checks: z.array(z.object({ name: z.string(), state: z.string() })) })
      .parse(body);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'identity', state: 'ok' }));
    expect(checks.every(({ state }) => state === 'ok')).toBe(true);
  });
});

describe.skipIf(chromium === null)('the docs in a browser (skipped where no Chromium is installed)', () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = await Chromium.start(chromium ?? '');
  });
  afterAll(() => browser?.stop());

  async function look(path: string, name: string, ready: string, dark = false): Promise<BrowserPage> {
    const page = await browser.open({ width: 1280, height: 1600, dark });
    await page.go(`${stack.apiUrl}${path}`);
    await page.until(ready);
    if (SCREENSHOTS) {
      await mkdir(SCREENSHOTS, { recursive: true });
      await writeFile(join(SCREENSHOTS, `${name}.png`), await page.screenshot());
    }
    return page;
  }

  const OPERATIONS = "document.querySelectorAll('.opblock').length > 20";

  it.each([
    ['/docs', 'reference', OPERATIONS, false],
    ['/docs', 'reference-dark', OPERATIONS, true],
    ['/docs/events', 'events', "document.querySelectorAll('section').length > 20", false],
    ['/docs/problems#stage-busy', 'problems', "document.querySelector(':target') !== null", false],
    ['/docs/problems#stage-busy', 'problems-dark', "document.querySelector(':target') !== null", true],
  ])('%s (%s) shows itself, asks nobody else for anything and complains of nothing', async (...shown) => {
    const [path, name, ready, dark] = shown;
    const page = await look(path, name, ready, dark);
    const foreign = page.requested.filter((url) => !url.startsWith(stack.apiUrl) && !url.startsWith('data:'));
    expect(foreign).toEqual([]);
    expect(page.requested.length).toBeGreaterThan(1);
    expect(page.complaints).toEqual([]);
    expect(await page.evaluate("document.documentElement.classList.contains('dark-mode')")).toBe(
      dark && name.startsWith('reference'),
    );
  });

  it('try a request out with a key', async () => {
    const page = await look('/docs#/projects', 'deep-link', OPERATIONS);
    await page.evaluate(`[...document.querySelectorAll('.opblock-get')]
      .find((block) => block.querySelector('[data-path="/api/projects"]') !== null)
      .querySelector('.opblock-summary-control').click()`);
    await page.until("document.querySelector('.opblock.is-open .execute') !== null");
    const execute = "document.querySelector('.opblock.is-open .execute').click()";
    const status =
      "document.querySelector('.live-responses-table tbody .response-col_status')?.textContent ?? ''";
    await page.evaluate(execute);
    await page.until(`(${status}).startsWith('401')`);
    await page.evaluate("document.querySelector('.btn.authorize').click()");
    await page.until("document.querySelector('.modal-ux input') !== null");
    await page.evaluate(`(() => {
      const input = document.querySelector('.modal-ux input');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      set.call(input, ${JSON.stringify(stack.apiKey)});
      input.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector('.modal-ux .btn.authorize').click();
      document.querySelector('.modal-ux .btn-done').click();
    })()`);
    await page.evaluate(execute);
    await page.until(`(${status}).startsWith('200')`);
    if (SCREENSHOTS) await writeFile(join(SCREENSHOTS, 'tried.png'), await page.screenshot());
  });
});

describe('asking too often', () => {
  it('is a 429 with Retry-After, which health and docs never are', async () => {
    const hasty = await user({ sub: 'user|hasty' });
    const anyProject = '/api/projects/0198c0de-0000-7000-8000-000000000001';
    let limited: Awaited<ReturnType<Client['send']>> | undefined;
    // The window is a minute of the clock: two of them hold twice the limit.
    for (let sent = 0; sent < 2600 && limited === undefined; sent += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => hasty.send('GET', anyProject)));
      limited = answers.find(({ status }) => status === 429);
    }
    expect(limited?.body).toMatchObject({ code: 'rate-limited' });
    expect(limited?.headers.get('retry-after')).toBe('60');
    expect((await hasty.send('GET', '/health')).status).toBe(200);
    expect((await hasty.send('GET', '/docs')).status).toBe(200);
    expect((await new Client(stack.apiUrl, stack.apiKey).send('GET', anyProject)).status).toBe(404);
  });
});
