/**
 * Postgres over Neon's HTTP endpoint: lists, history and usage, and the copy that a lost project is rebuilt from.
 * It may lag behind a project's object and never contradicts it (P10).
 */
export * from './api-keys.ts';
export { connect, type Database, ping } from './connect.ts';
export { DatabaseError, isTransient, pgCode } from './database-error.ts';
export * from './project-list.ts';
export * from './project-rows.ts';
export { recordEntities } from './records.ts';
