import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MediaJobView } from '#contracts/media.ts';

const SERVER = fileURLToPath(new URL('../server.ts', import.meta.url));

/** The service as a process of its own, as it runs in production. */
export class MediaProcess {
  readonly output: string[] = [];
  port = 0;
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  #address = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    // It never outlives those who started it.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    this.#exit = new Promise((resolve) =>
      child.once('exit', (code) => {
        process.off('exit', kill);
        resolve(code);
      }),
    );
  }

  /** @param surroundings Where it runs, and programs that it is started through. */
  static async start(
    workDirectory: string,
    environment: Record<string, string> = {},
    surroundings: { cwd?: string; through?: readonly string[] } = {},
  ): Promise<MediaProcess> {
    const { cwd, through = [] } = surroundings;
    const [program = '', ...args] = [...through, process.execPath, SERVER];
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, HOST: '127.0.0.1', PORT: '0', MEDIA_WORK_DIR: workDirectory, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const media = new MediaProcess(child);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    child.once('exit', () => reject(new Error(`The service ended: ${media.output.join('')}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      media.output.push(text);
      const port = /"event":"listening","port":(\d+)/.exec(media.output.join(''))?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    media.port = await promise;
    media.#address = `http://127.0.0.1:${media.port}`;
    return media;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#address}${path}`, init);
  }

  submit(job: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.request('/jobs', { method: 'POST', body: JSON.stringify(job), headers });
  }

  /** The job's views as streamed, to its end. */
  async events(id: string): Promise<MediaJobView[]> {
    const response = await this.request(`/jobs/${id}/events`);
    const lines = (await response.text()).trim().split('\n');
    return lines.map((line) => MediaJobView.parse(JSON.parse(line)));
  }

  /** Submits a job and follows it to its end. */
  async run(id: string, spec: unknown): Promise<MediaJobView> {
    const response = await this.submit({ id, spec });
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    const last = (await this.events(id)).at(-1);
    if (last === undefined) throw new Error('The job has no last view.');
    return last;
  }

  /** Ends the process as a crash or the system would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  /** Asks the process to stop, and answers its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#exit;
  }
}
