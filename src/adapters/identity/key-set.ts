import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';

/** The keys of the identity provider cannot be had: nobody can say whether a token is good. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';
  readonly code = 'key-set-unavailable';
}

/** All in milliseconds. */
export interface KeySetPatience {
  /** Longest that the provider may take. */
  readonly timeout: number;
  /** Keys are trusted this long without asking again. */
  readonly cache: number;
  /** A token that names an unknown key makes us ask again at most this often. */
  readonly cooldown: number;
  /** A provider that failed is left alone this long. */
  readonly pause: number;
}

export const KEY_SET_PATIENCE: KeySetPatience = {
  timeout: 3_000,
  cache: 600_000,
  cooldown: 30_000,
  pause: 5_000,
};

/**
 * The provider's key for a token (RFC 7517), kept per isolate. A rotated key is found when the first token names it.
 * Throws `KeySetUnavailable` where the provider does not answer with a set, jose's own errors where no key fits.
 */
export function createKeySet(
  url: URL,
  deps: { fetch: typeof fetch; now: () => number; patience?: KeySetPatience },
): JWTVerifyGetKey {
  const { now, patience = KEY_SET_PATIENCE } = deps;
  let quietUntil = Number.NEGATIVE_INFINITY;
  let isBroken = false;
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: patience.timeout,
    cacheMaxAge: patience.cache,
    cooldownDuration: patience.cooldown,
    [customFetch]: async (input, init) => {
      if (now() < quietUntil) throw new Error('It failed a moment ago.');
      return deps.fetch(input, init);
    },
  });
  return async (header, token) => {
    try {
      // A set with a key that cannot be used was kept like a good one; it is asked for anew.
      if (isBroken && now() >= quietUntil) await remote.reload();
      const key = await remote(header, token);
      isBroken = false;
      return key;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      isBroken = true;
      if (now() >= quietUntil) quietUntil = now() + patience.pause;
      throw new KeySetUnavailable(error instanceof Error ? error.message : 'It failed.', { cause: error });
    }
  };
}
