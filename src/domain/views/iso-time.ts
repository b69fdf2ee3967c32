/** ISO 8601 in UTC with milliseconds, of milliseconds since the epoch. A conversion: it reads no clock. */
export function isoTime(milliseconds: number): string {
  return new globalThis.Date(milliseconds).toISOString();
}

interface Born {
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const born = (entity: Born) => ({
  createdAt: isoTime(entity.createdAt),
  updatedAt: isoTime(entity.updatedAt),
});
export const timeOrNull = (time: number | null) => (time === null ? null : isoTime(time));
