/** What every address of the API owes its clients, whatever it is about: asked of each path of the document. */
import { type House, LISTED_ORIGIN } from './house.ts';
import type { Answer, Sent } from './http.ts';
import { problemComplaints } from './judge.ts';
import { type Operation, operationsOf } from './operations.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const SECURITY = {
  'x-content-type-options': /^nosniff$/,
  'strict-transport-security': /max-age=\d+/,
  'x-frame-options': /^(SAMEORIGIN|DENY)$/,
  'referrer-policy': /./,
} as const;

/** An address of the document with its examples in it. */
function addressOf(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '0198c0de-0000-7000-8000-000000000001');
}

const methodsOf = (operations: readonly Operation[]) => operations.map(({ method }) => method.toUpperCase());

function fits(pattern: string, address: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address);
}

export interface Standard {
  readonly path: string;
  readonly operations: readonly Operation[];
}

export function standardsOf(house: Pick<House, 'document'>): Standard[] {
  const byPath = Map.groupBy(operationsOf(house.document), ({ path }) => path);
  return [...byPath].map(([path, operations]) => ({ path, operations }));
}

/** What is wrong with a path as such, one line each. */
export async function standardComplaints(house: House, { path, operations }: Standard): Promise<string[]> {
  const address = addressOf(path);
  const taken = methodsOf(operations);
  // `/api/uploads/presign` is also an address of the pattern `/api/uploads/{uploadId}`, whose methods reach it.
  const others = operationsOf(house.document).filter((one) => one.path !== path && fits(one.path, address));
  const reaching = [...new Set([...taken, ...methodsOf(others)])];
  const allowed = reaching.includes('GET') ? [...reaching, 'HEAD'] : reaching;
  const wrong: string[] = [];
  const note = (what: string, isRight: boolean) => {
    if (!isRight) wrong.push(`${path}: ${what}`);
  };
  const ask = async (method: string, headers: Sent['headers'] = {}): Promise<Answer> => {
    const answer = await house.wire.send({ method, path: address, headers: { ...owner(house), ...headers } });
    note(`${method} without x-request-id`, answer.headers['x-request-id'] !== undefined);
    for (const [name, value] of Object.entries(SECURITY))
      note(`${method} without ${name}`, value.test(String(answer.headers[name] ?? '')));
    return answer;
  };

  for (const method of METHODS.filter((method) => !allowed.includes(method))) {
    const answer = await ask(method);
    note(`${method} is answered ${answer.status} and not 405`, answer.status === 405);
    const allow = (answer.headers.allow ?? '').split(', ').sort();
    note(`${method} names ${allow} in Allow`, String(allow) === String([...allowed].sort()));
    if (method !== 'HEAD')
      wrong.push(...problemComplaints(['method-not-allowed'], answer).map((w) => `${path}: ${w}`));
  }
  if (taken.includes('GET') && !/\/(ws|stream)$/.test(path)) {
    const [get, head] = [await ask('GET'), await ask('HEAD')];
    note(`HEAD is answered ${head.status} and GET ${get.status}`, head.status === get.status);
    note('HEAD has a body', head.text === '');
    note('HEAD has another content type', head.headers['content-type'] === get.headers['content-type']);
  }
  for (const method of taken) {
    const asks = {
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization',
    };
    const listed = await ask('OPTIONS', { ...asks, origin: LISTED_ORIGIN });
    note(`the preflight is answered ${listed.status}`, listed.status === 204);
    note('a listed origin is not let in', listed.headers['access-control-allow-origin'] === LISTED_ORIGIN);
    note(
      'the method is not let in',
      listed.headers['access-control-allow-methods']?.includes(method) === true,
    );
    note(
      'the key is not let in',
      /authorization/i.test(listed.headers['access-control-allow-headers'] ?? ''),
    );
    const other = await ask('OPTIONS', { ...asks, origin: 'https://evil.example' });
    note('any origin is let in', other.headers['access-control-allow-origin'] === undefined);
  }
  return wrong;
}

const owner = ({ keys }: House) => ({ authorization: `Bearer ${keys.owner}` });
