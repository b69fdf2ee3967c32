import type { AnyView, EventKind, ViewOf } from '#contracts/events.ts';
import type { ProjectState } from '#domain/pipeline/state.ts';
import { type ProjectDetail, projectDetail } from '#domain/views/project-detail.ts';
import { viewsOf } from '#domain/views/views.ts';

/** What is read whole: the list of one kind, or the project with its counts. */
export type Readable = EventKind | 'detail';

/** What the JSON of a reading says. */
export type ReadingOf<R extends Readable> = R extends EventKind
  ? { items: ViewOf<R>[]; nextCursor: null }
  : ProjectDetail;

/** A body that is ready to be sent, as of event `seq`. */
export interface Reading {
  readonly seq: number;
  readonly json: string;
}

/**
 * Bodies that callers ask for again and again, written once per state: many clients look at one project at the same
 * time. Text also crosses to the Worker in one piece, where a list of views would be copied value by value.
 */
export class Readings {
  readonly #written = new Map<Readable, Reading>();
  #state: ProjectState | null = null;

  /** @param seq number of the newest event; asked for only where something is written anew */
  of(state: ProjectState, what: Readable, seq: () => number): Reading {
    if (state !== this.#state) {
      this.#written.clear();
      this.#state = state;
    }
    const known = this.#written.get(what);
    if (known) return known;
    const reading = { seq: seq(), json: JSON.stringify(contentOf(state, what)) };
    this.#written.set(what, reading);
    return reading;
  }
}

function contentOf(
  state: ProjectState,
  what: Readable,
): ProjectDetail | null | { items: AnyView[]; nextCursor: null } {
  if (what === 'detail') return projectDetail(state);
  return { items: viewsOf(state, what), nextCursor: null };
}
