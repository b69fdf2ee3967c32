/**
 * The schema of a project's SQLite, as steps that were taken in this order. Append only: a step that has run
 * somewhere is never changed. `schema_steps` remembers what was taken, and a history that does not fit is an error.
 */
export interface SchemaStep {
  readonly name: string;
  readonly statements: readonly string[];
}

export const SCHEMA_STEPS: readonly SchemaStep[] = [
  {
    name: 'entities, events, outbox',
    statements: [
      `create table entities (
        kind text not null,
        id text not null,
        revision integer not null,
        recorded integer not null default 0,
        deleted integer not null default 0,
        json text not null,
        primary key (kind, id)
      ) without rowid`,
      'create index entities_unrecorded on entities (kind, id) where recorded < revision',
      `create table events (
        seq integer primary key,
        at integer not null,
        type text not null,
        json text not null
      )`,
      `create table outbox (
        version integer primary key autoincrement,
        key text not null unique,
        queue text not null,
        due_at integer not null,
        attempts integer not null default 0,
        json text not null
      )`,
      'create index outbox_due on outbox (due_at)',
    ],
  },
  {
    name: 'answers by idempotency key, marks',
    statements: [
      `create table answers (
        key text primary key,
        request_hash text not null,
        at integer not null,
        json text not null
      ) without rowid`,
      'create table marks (name text primary key, value integer not null) without rowid',
    ],
  },
];

/** Takes the steps that are missing. Call inside a transaction. */
export function takeSchemaSteps(sql: SqlStorage, steps: readonly SchemaStep[] = SCHEMA_STEPS): void {
  sql.exec('create table if not exists schema_steps (step integer primary key, name text not null)');
  const taken = sql
    .exec<{ step: number; name: string }>('select step, name from schema_steps order by step')
    .toArray();
  taken.forEach(({ step, name }, index) => {
    if (step !== index + 1 || (steps[index] && steps[index].name !== name)) {
      throw new Error(`schema step ${step} is "${name}" here and not what this version knows`);
    }
  });
  steps.slice(taken.length).forEach((step, index) => {
    for (const statement of step.statements) sql.exec(statement);
    sql.exec('insert into schema_steps (step, name) values (?, ?)', taken.length + index + 1, step.name);
  });
}

/** False for an object that was only asked and never held a project: it must not grow tables by being asked. */
export function hasSchema(sql: SqlStorage): boolean {
  return sql.exec("select 1 from sqlite_master where name = 'schema_steps'").toArray().length > 0;
}
