import { expect, test } from 'vitest';
import { connectionFailureKind } from './connection-failure.ts';

const because = (cause: unknown) => new TypeError('fetch failed', { cause });
const system = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall });

test.each<[string, unknown, string]>([
  ['refused', because(system('ECONNREFUSED', 'connect')), 'never-sent'],
  ['no such name', because(system('ENOTFOUND', 'getaddrinfo')), 'never-sent'],
  ['name service down', because(system('EAI_AGAIN', 'getaddrinfo')), 'never-sent'],
  ['connecting took too long', because(system('UND_ERR_CONNECT_TIMEOUT')), 'never-sent'],
  ['no route while connecting', because(system('EHOSTUNREACH', 'connect')), 'never-sent'],
  ['no route on a standing connection', because(system('EHOSTUNREACH', 'read')), 'lost'],
  [
    'all addresses refused',
    because(
      Object.assign(new AggregateError([system('ECONNREFUSED'), system('ECONNREFUSED')]), {
        code: 'ECONNREFUSED',
      }),
    ),
    'never-sent',
  ],
  [
    'one address refused, one reset',
    because(
      Object.assign(new AggregateError([system('ECONNREFUSED'), system('ECONNRESET')]), {
        code: 'ECONNREFUSED',
      }),
    ),
    'lost',
  ],
  ['reset', because(system('ECONNRESET', 'read')), 'lost'],
  ['closed by the other side', because(system('UND_ERR_SOCKET')), 'lost'],
  ['timed out', new DOMException('The operation was aborted due to timeout', 'TimeoutError'), 'timed-out'],
  [
    'wrapped time-out',
    new Error('Request timed out', { cause: new DOMException('', 'TimeoutError') }),
    'timed-out',
  ],
  ['workerd', new Error('Network connection lost.'), 'lost'],
  ['no error at all', undefined, 'lost'],
])('%s', (_name, error, kind) => {
  expect(connectionFailureKind(error)).toBe(kind);
});
