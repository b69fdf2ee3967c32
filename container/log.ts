/** Writes one JSON line per event to stdout. Fields never hold URLs, tokens or file contents. */
export type Log = (event: string, fields?: Record<string, string | number | boolean | null>) => void;

export const logLine: Log = (event, fields = {}) => {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
};
