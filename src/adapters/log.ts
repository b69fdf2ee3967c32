/** Fields of a log line. An error is written as its name, code and message, never with what it carried. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON line per event. Secrets, presigned URLs and parameter values never go in. */
export function log(event: string, fields: LogFields = {}): void {
  const hasError = Object.values(fields).some((value) => value instanceof Error);
  const written = hasError ? Object.fromEntries(Object.entries(fields).map(plain)) : fields;
  console.log(JSON.stringify({ event, ...written }));
}

function plain([name, value]: [string, unknown]): [string, unknown] {
  if (!(value instanceof Error)) return [name, value];
  const code = 'code' in value ? value.code : undefined;
  return [
    name,
    { name: value.name, code, message: value.message.replaceAll(/https?:\/\/\S+/g, '<url>').slice(0, 500) },
  ];
}
