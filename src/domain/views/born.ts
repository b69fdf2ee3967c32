import { isoTime } from './iso-time.ts';

interface Born {
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The times that every view carries. */
export const born = (entity: Born) => ({
  createdAt: isoTime(entity.createdAt),
  updatedAt: isoTime(entity.updatedAt),
});

export const timeOrNull = (time: number | null) => (time === null ? null : isoTime(time));
