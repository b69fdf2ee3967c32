import type { Entity, EntityKind, EntityOf, Project } from '#contracts/entities/index.ts';
import type { QueueMessage, QueueName } from '#contracts/queue.ts';
import type { Context } from './context.ts';
import { Rows } from './rows.ts';
import { type ProjectState, projectOf } from './state.ts';

/** Something to send once the change is committed. The key makes it stable: the same key is the same effect (P3). */
export interface Effect {
  readonly key: string;
  readonly queue: QueueName;
  readonly message: QueueMessage;
  /** Not before this time, in milliseconds since the epoch. */
  readonly dueAt: number;
}

/** What one reduction changed; commit writes it in one transaction (P2). */
export interface Change {
  readonly state: ProjectState;
  readonly changed: readonly Entity[];
  readonly removed: readonly Entity[];
  readonly effects: readonly Effect[];
}

/** Fewer rows are copied sooner than shared. */
const FEW_ROWS = 64;

/**
 * A change in the making. Reads see what was written before; the state it started from stays as it was.
 * Maps are copied when first written to, so a small change costs little.
 */
export class Draft {
  readonly context: Context;
  readonly #base: ProjectState;
  readonly #maps = new Map<EntityKind, Map<string, Entity> | Rows<Entity>>();
  readonly #touched = new Map<string, Entity>();
  readonly #removed = new Map<string, Entity>();
  readonly #effects = new Map<string, Effect>();

  constructor(base: ProjectState, context: Context) {
    this.#base = base;
    this.context = context;
  }

  get<K extends EntityKind>(kind: K, id: string | null): EntityOf<K> | undefined {
    return id === null ? undefined : this.#table(kind).get(id);
  }

  all<K extends EntityKind>(kind: K): EntityOf<K>[] {
    return [...this.#table(kind).values()];
  }

  /** Whether anything of one of these kinds was written or removed. */
  touches(...kinds: readonly EntityKind[]): boolean {
    return kinds.some((kind) => this.#maps.has(kind));
  }

  /** The project's row. Every command but creation runs on a project that exists. */
  project(): Project {
    const project = this.get('project', projectOf(this.#base)?.id ?? this.all('project')[0]?.id ?? null);
    if (!project) throw new Error('the project was not created yet');
    return project;
  }

  /** Writes an entity, new or changed, and stamps it. */
  put<E extends Entity>(entity: E): E {
    const stamped = { ...entity, updatedAt: this.context.now };
    this.#writable(entity.kind).set(entity.id, stamped);
    this.#removed.delete(entity.id);
    this.#touched.set(entity.id, stamped);
    return stamped;
  }

  remove(entity: Entity): void {
    this.#writable(entity.kind).delete(entity.id);
    this.#touched.delete(entity.id);
    this.#removed.set(entity.id, entity);
  }

  send(effect: Effect): void {
    this.#effects.set(effect.key, effect);
  }

  finish(): Change {
    const changed = [...this.#touched.values()].filter((entity) => !this.#restored(entity));
    return {
      state: this.state(),
      changed,
      removed: [...this.#removed.values()],
      effects: [...this.#effects.values()],
    };
  }

  /** The state as it stands now. */
  state(): ProjectState {
    return { ...this.#base, ...Object.fromEntries(this.#maps) };
  }

  /**
   * True where nothing but the stamp differs from what was there before: then it is no change, and what was there
   * stays, stamp and all, because nothing is written of it.
   */
  #restored(entity: Entity): boolean {
    const before: Entity | undefined = this.#base[entity.kind].get(entity.id);
    if (!before || !isAlike(before, entity)) return false;
    this.#writable(entity.kind).set(entity.id, before);
    return true;
  }

  #table<K extends EntityKind>(kind: K): ReadonlyMap<string, EntityOf<K>> {
    // A map under a kind holds only entities of that kind: `put` files them by their own kind.
    return (this.#maps.get(kind) ?? this.#base[kind]) as ReadonlyMap<string, EntityOf<K>>;
  }

  #writable(kind: EntityKind): Map<string, Entity> | Rows<Entity> {
    const existing = this.#maps.get(kind);
    if (existing) return existing;
    const copy = writableCopy<Entity>(this.#base[kind]);
    this.#maps.set(kind, copy);
    return copy;
  }
}

function writableCopy<V>(rows: ReadonlyMap<string, V>): Map<string, V> | Rows<V> {
  if (rows instanceof Rows) return rows.copy();
  return rows.size > FEW_ROWS ? Rows.of(rows) : new Map(rows);
}

/** Whether two versions of an entity say the same, their stamps aside. */
function isAlike(before: Entity, after: Entity): boolean {
  const was: Readonly<Record<string, unknown>> = before;
  const is: Readonly<Record<string, unknown>> = after;
  return (
    Object.keys(after).every((name) => name === 'updatedAt' || isSame(was[name], is[name])) &&
    Object.keys(before).every((name) => is[name] !== undefined || was[name] === undefined)
  );
}

/** What was not made anew is the same object, and is not looked into. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
