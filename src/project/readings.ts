import type { AnyView, EventKind, ViewOf } from '#contracts/events.ts';
import type { SongDetail } from '#contracts/views/views.ts';
import { editTag } from '#domain/pipeline/preconditions.ts';
import type { ProjectState } from '#domain/pipeline/state.ts';
import { type ProjectDetail, projectDetail } from '#domain/views/project-detail.ts';
import { songDetail } from '#domain/views/song.ts';
import { viewsOf } from '#domain/views/views.ts';

/** What is read whole: the list of one kind, the project with its counts, or its song with what was heard in it. */
export type Readable = EventKind | 'detail' | 'song-detail';

/** What the JSON of a reading says. */
export type ReadingOf<R extends Readable> = R extends EventKind
  ? { items: ViewOf<R>[]; nextCursor: null }
  : R extends 'detail'
    ? ProjectDetail
    : SongDetail;

/** A body that is ready to be sent, as of event `seq`. */
export interface Reading {
  readonly seq: number;
  /** JSON in UTF-8. */
  readonly body: Uint8Array;
  /** Items of a list; 1 of what is none. */
  readonly count: number;
  /** Edit tag of what several people edit at once, for `If-Match`; null for the rest. */
  readonly tag: string | null;
  /** Whether items have pictures, of which whoever answers a caller adds URLs. */
  readonly pictured: boolean;
}

/**
 * Bodies that callers ask for again and again, written and encoded once per state: many clients look at one project
 * at the same time.
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
    const reading = { seq: seq(), ...written(state, what) };
    this.#written.set(what, reading);
    return reading;
  }
}

function written(state: ProjectState, what: Readable): Omit<Reading, 'seq'> {
  if (what === 'detail') {
    const detail = projectDetail(state);
    const tag = detail && editTag(state, { of: 'project' });
    return { body: encoded(detail), count: 1, tag, pictured: false };
  }
  if (what === 'song-detail') {
    const detail = songDetail(state);
    const count = detail === null ? 0 : 1;
    return { body: encoded(detail), count, tag: editTag(state, { of: 'tempo' }), pictured: false };
  }
  const items: AnyView[] = viewsOf(state, what);
  const edited = what === 'scene' ? 'scenes' : what === 'cast' ? 'cast' : null;
  const tag = edited && editTag(state, { of: edited });
  const pictured = items.some((view) => 'thumbnailTakeId' in view && view.thumbnailTakeId !== null);
  return { body: encoded({ items, nextCursor: null }), count: items.length, tag, pictured };
}

function encoded(value: object | null): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
