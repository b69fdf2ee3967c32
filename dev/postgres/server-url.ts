import { z } from 'zod';

/** `postgres://user:password@host:port/database`, also `postgres:///database?host=/folder/of/a/socket`. */
export const ServerUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'is not a URL like postgres://user:password@host:port/database',
});

/** Where a server is, without who asks and with which password: for messages. */
export function describeServer(serverUrl: string): string {
  const { hostname, port, pathname, searchParams } = new URL(serverUrl);
  const host = hostname || searchParams.get('host') || 'localhost';
  return `${host}${port === '' ? '' : `:${port}`}${pathname}`;
}

/** The same server, another of its databases. */
export function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
