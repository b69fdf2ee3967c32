/**
 * How far a request came that got no answer.
 * - `never-sent`: there surely was no connection, so nobody has seen the request
 * - `lost`: it may have arrived
 * - `timed-out`: it may have arrived; nothing was heard within the time allowed
 */
export type ConnectionFailureKind = 'never-sent' | 'lost' | 'timed-out';

/** Codes that system and runtime give only while a name is looked up or a connection is opened. */
const BEFORE_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** Codes that also break standing connections; they prove something only when `connect` raised them. */
const MAYBE_BEFORE_CONNECTION = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

/**
 * Judges what `fetch` threw. Node names the reason in `cause.code`; workerd gives no code, so there everything
 * but a timeout is `lost`.
 */
export function connectionFailureKind(error: unknown): ConnectionFailureKind {
  const chain = causes(error);
  if (chain.some((link) => link.name === 'TimeoutError')) return 'timed-out';
  const codes = chain.filter((link) => link.code !== null);
  return codes.length > 0 && codes.every(isBeforeConnection) ? 'never-sent' : 'lost';
}

type Link = { name: string; code: string | null; syscall: string | null };

/** The error, its causes and the parts of aggregates (one for each address that was tried), at most 16. */
function causes(error: unknown): Link[] {
  const links: Link[] = [];
  const open: unknown[] = [error];
  while (open.length > 0 && links.length < 16) {
    const value = open.shift();
    if (typeof value !== 'object' || value === null) continue;
    const parts: unknown = Reflect.get(value, 'errors');
    const hasParts = Array.isArray(parts) && parts.length > 0;
    links.push({
      name: String(Reflect.get(value, 'name')),
      // An aggregate repeats the code of one of its parts; the parts speak for themselves.
      code: hasParts ? null : text(Reflect.get(value, 'code')),
      syscall: text(Reflect.get(value, 'syscall')),
    });
    if (hasParts) open.push(...parts);
    open.push(Reflect.get(value, 'cause'));
  }
  return links;
}

function isBeforeConnection(link: Link): boolean {
  if (link.code === null) return false;
  return (
    BEFORE_CONNECTION.has(link.code) || (MAYBE_BEFORE_CONNECTION.has(link.code) && link.syscall === 'connect')
  );
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
