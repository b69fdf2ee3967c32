/** A JSON value, as `z.json()` gives it. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * A parameter in Postgres' text form. The driver sends strings and null; Neon's proxy takes any JSON: numbers and
 * booleans as they are written, an array as an array literal, an object as JSON.
 */
export function toPgText(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return arrayLiteral(value);
  return JSON.stringify(value);
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayLiteral(items: readonly Json[]): string {
  const texts = items.map((item) => {
    if (item === null) return 'NULL';
    if (Array.isArray(item)) return arrayLiteral(item);
    const text = typeof item === 'string' ? item : JSON.stringify(item);
    return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${texts.join()}}`;
}
