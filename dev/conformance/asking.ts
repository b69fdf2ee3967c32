import type { Case } from './case.ts';
import type { Sent } from './http.ts';
import type { Operation } from './operations.ts';

/** Who asks and with what, over what the case says. */
export interface Asking {
  /** An API key; none where it is null. */
  readonly key: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Over the values of the case's address. */
  readonly path?: Readonly<Record<string, string>>;
  /** Instead of the case's body, as it goes over the wire. */
  readonly raw?: string;
}

/** The request of a case. */
export function requestOf(operation: Operation, asked: Case, asking: Asking): Sent {
  const values = { ...asked.path, ...asking.path };
  const address = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The happy case of ${operation.id} needs path.${name}.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(asked.query).toString();
  const body = asking.raw ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  return {
    method: operation.method.toUpperCase(),
    path: query === '' ? address : `${address}?${query}`,
    headers: {
      ...(asking.key === null ? {} : { authorization: `Bearer ${asking.key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...asked.headers,
      ...asking.headers,
    },
    ...(body === undefined ? {} : { body }),
  };
}
