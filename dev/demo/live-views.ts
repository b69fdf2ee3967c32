import type { LiveEvent, Run, Snapshot, Upload } from '#dev/client/api-types.ts';

/** What the demo waits for, by the name that its list has in a snapshot. */
interface Watched {
  uploads: Upload;
  runs: Run;
}

/** Keeps the newest uploads and runs, and lets one wait for a change. */
export class LiveViews {
  readonly #newest: { [L in keyof Watched]: Map<string, Watched[L]> } = {
    uploads: new Map(),
    runs: new Map(),
  };
  readonly #waiting = new Set<() => void>();
  #failure: { reason: unknown } | null = null;

  change(event: LiveEvent): void {
    if (event.type === 'upload.updated') this.#newest.uploads.set(event.data.id, event.data);
    if (event.type === 'run.updated') this.#newest.runs.set(event.data.id, event.data);
    this.#wake();
  }

  replace({ uploads, runs }: Snapshot['data']): void {
    this.#newest.uploads = new Map(uploads.map((view) => [view.id, view]));
    this.#newest.runs = new Map(runs.map((view) => [view.id, view]));
    this.#wake();
  }

  /** No more changes will come: whoever waits is told why. */
  fail(reason: unknown): void {
    this.#failure = { reason };
    this.#wake();
  }

  /** Resolves with the first view of a list that is as wished, also when it came before. */
  until<L extends keyof Watched>(list: L, isWished: (view: Watched[L]) => boolean): Promise<Watched[L]> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = [...this.#newest[list].values()].find(isWished);
        if (found === undefined && this.#failure === null) return;
        this.#waiting.delete(look);
        if (found !== undefined) resolve(found);
        else reject(this.#failure?.reason);
      };
      this.#waiting.add(look);
      look();
    });
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }
}
