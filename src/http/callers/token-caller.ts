import { encodeBase64Url } from 'hono/utils/encode';
import { z } from 'zod';
import type { TokenClaims } from '#adapters/identity/index.ts';
import { type Caller, isScope, type Scope } from './caller.ts';

/** Owners that come from tokens begin with this; owners of API keys made by hand must not. */
export const TOKEN_OWNER_PREFIX = 'jwt_';

/** Words in one string (RFC 8693, section 4.2) or a list: identity providers write it in both ways. */
const Words = z.union([z.string().transform((text) => text.split(' ')), z.array(z.string())]).catch([]);
const ScopeClaims = z.object({ scope: Words, scp: Words, scopes: Words, permissions: Words });

/** The caller whom a good token names. */
export async function tokenCaller({ issuer, subject, claims }: TokenClaims): Promise<Caller> {
  const ownerId = await tokenOwner(issuer, subject);
  return { ownerId, callerId: ownerId, scopes: tokenScopes(claims), kind: 'token' };
}

/**
 * The owner id of a subject: `jwt_` and the SHA-256 of `["<issuer>","<subject>"]` as JSON, in base64url. A subject
 * is unique only within its issuer, may be of any length and may be an e-mail address, which has no business in logs.
 */
export async function tokenOwner(issuer: string, subject: string): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([issuer, subject]));
  const hash = encodeBase64Url(await crypto.subtle.digest('SHA-256', text));
  return TOKEN_OWNER_PREFIX + hash.replace('=', '');
}

/** Our scopes among those of the token, written `read` or `omvee:read`. Others are none of our business. */
export function tokenScopes(claims: object): Scope[] {
  const { scope, scp, scopes, permissions } = ScopeClaims.parse(claims);
  const named = [...scope, ...scp, ...scopes, ...permissions].map((word) => word.replace(/^omvee:/, ''));
  return [...new Set(named.filter(isScope))];
}
