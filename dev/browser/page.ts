import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Devtools, DevtoolsEvent } from './devtools.ts';

const Target = z.object({ targetId: z.string() });
const Session = z.object({ sessionId: z.string() });
const Requested = z.object({ request: z.object({ url: z.string() }) });
const Logged = z.object({ entry: z.object({ level: z.string(), text: z.string() }) });
const Thrown = z.object({ exceptionDetails: z.looseObject({ text: z.string() }) });
const Evaluated = z.object({ result: z.object({ value: z.unknown().optional() }) });
const Shot = z.object({ data: z.string() });

/** A tab, and what its network log and its console say. */
export class BrowserPage {
  /** Every URL that was asked for, in order. */
  readonly requested: string[] = [];
  /** What went wrong in it: exceptions, refusals of the content security policy, files that did not load. */
  readonly complaints: string[] = [];
  readonly #devtools: Devtools;
  readonly #sessionId: string;

  private constructor(devtools: Devtools, sessionId: string) {
    this.#devtools = devtools;
    this.#sessionId = sessionId;
    devtools.listen((event) => {
      if (event.sessionId === sessionId) this.#note(event);
    });
  }

  static async open(
    devtools: Devtools,
    options: { width: number; height: number; dark?: boolean },
  ): Promise<BrowserPage> {
    const { width, height, dark = false } = options;
    const { targetId } = Target.parse(await devtools.send('Target.createTarget', { url: 'about:blank' }));
    const attached = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new BrowserPage(devtools, Session.parse(attached).sessionId);
    for (const domain of ['Network', 'Log', 'Runtime', 'Page']) await page.#send(`${domain}.enable`);
    await page.#send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
    await page.#send('Emulation.setEmulatedMedia', { features });
    return page;
  }

  async go(url: string): Promise<void> {
    await this.#send('Page.navigate', { url });
  }

  /** The value of an expression, which must be JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    return Evaluated.parse(answer).result.value;
  }

  /** Resolves when the expression is true. Throws with the page's complaints when it does not become so. */
  async until(expression: string, patienceSeconds = 30): Promise<void> {
    for (let tries = 0; tries < patienceSeconds * 10; tries += 1) {
      if ((await this.evaluate(expression)) === true) return;
      await sleep(100);
    }
    throw new Error(`Never true: ${expression}\n${this.complaints.join('\n')}`);
  }

  /** What is seen, as a PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = Shot.parse(await this.#send('Page.captureScreenshot', { format: 'png' }));
    return Buffer.from(data, 'base64');
  }

  #send(method: string, params: object = {}): Promise<unknown> {
    return this.#devtools.send(method, params, this.#sessionId);
  }

  #note({ method, params }: DevtoolsEvent): void {
    if (method === 'Network.requestWillBeSent') this.requested.push(Requested.parse(params).request.url);
    if (method === 'Runtime.exceptionThrown') {
      this.complaints.push(JSON.stringify(Thrown.parse(params).exceptionDetails));
    }
    if (method === 'Log.entryAdded') {
      const { level, text } = Logged.parse(params).entry;
      if (level === 'error' || level === 'warning') this.complaints.push(text);
    }
  }
}
