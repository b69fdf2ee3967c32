import { isoTime } from './iso-time.ts';

/** When an entity was made and last changed, as callers see it. */
export function born(entity: { readonly createdAt: number; readonly updatedAt: number }) {
  return { createdAt: isoTime(entity.createdAt), updatedAt: isoTime(entity.updatedAt) };
}

export const timeOrNull = (time: number | null) => (time === null ? null : isoTime(time));
