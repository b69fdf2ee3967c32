import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Devtools } from './devtools.ts';
import { BrowserPage } from './page.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine; null where there is none. */
export function findChromium(): string | null {
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // Not under this name.
    }
  }
  return null;
}

/** A browser without a window, with a profile of its own. */
export class Chromium {
  readonly #process: ChildProcess;
  readonly #devtools: Devtools;
  readonly #profile: string;

  private constructor(process: ChildProcess, devtools: Devtools, profile: string) {
    this.#process = process;
    this.#devtools = devtools;
    this.#profile = profile;
  }

  static async start(path: string): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'omvee-chromium-'));
    const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update'];
    const browser = spawn(
      path,
      ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...quiet].concat([
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        'about:blank',
      ]),
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const devtools = await Devtools.connect(await endpointOf(browser));
    return new Chromium(browser, devtools, profile);
  }

  async open(options: { width: number; height: number; dark?: boolean }): Promise<BrowserPage> {
    return BrowserPage.open(this.#devtools, options);
  }

  async stop(): Promise<void> {
    this.#devtools.close();
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
    // Its helpers may still write for a moment.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** It says on standard error where it listens. */
async function endpointOf(browser: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of browser.stderr ?? []) {
    said += String(chunk);
    const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`Chromium did not start:\n${said.slice(-2000)}`);
}
