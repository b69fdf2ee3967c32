/**
 * The tables. There are no foreign keys between them on purpose: rows are recorded from a queue in any order, a
 * take may land before its scene, and Postgres is a copy whose integrity the project's object keeps (P10).
 * Statuses are plain text, so that a new one needs no migration; the mappers check them with zod.
 */
export * from './api-keys.ts';
export * from './films.ts';
export * from './look.ts';
export * from './projects.ts';
export * from './song.ts';
export * from './storyboard.ts';
export * from './takes.ts';
export * from './webhooks.ts';
export * from './work.ts';
