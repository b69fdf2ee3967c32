import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { KeySetUnavailable } from './key-set.ts';
import type { IdentitySettings } from './settings.ts';

/** Clocks of two honest machines differ by no more. In seconds. */
const CLOCK_TOLERANCE = 5;

/** What a good token says. */
export interface TokenClaims {
  readonly issuer: string;
  /** Who it was issued to; unique only together with the issuer. */
  readonly subject: string;
  readonly claims: JWTPayload;
}

/** A token that is not good, with the reason in words for the caller. */
export interface BadToken {
  readonly bad: string;
}

export type TokenVerifier = (token: string) => Promise<TokenClaims | BadToken>;

/**
 * Checks tokens (RFC 7519) by the rules of RFC 8725: algorithms pinned, issuer and audience ours, an expiry, a
 * subject. Throws `KeySetUnavailable` where that cannot be found out.
 */
export function createTokenVerifier(settings: IdentitySettings, keys: JWTVerifyGetKey): TokenVerifier {
  const options = {
    issuer: settings.issuer,
    audience: [...settings.audiences],
    algorithms: [...settings.algorithms],
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE,
  };
  return async (token) => {
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, options));
    } catch (error) {
      if (error instanceof errors.JOSEError) return { bad: reasonOf(error) };
      if (error instanceof KeySetUnavailable) throw error;
      // No token can cause this: the provider's own key is one that must not be used, a short RSA key for one.
      throw new KeySetUnavailable(error instanceof Error ? error.message : 'It failed.', { cause: error });
    }
    const { sub } = payload;
    if (typeof sub !== 'string' || sub === '') return { bad: 'The token names no subject.' };
    return { issuer: settings.issuer, subject: sub, claims: payload };
  };
}

const CLAIMS: Readonly<Record<string, string>> = {
  iss: 'The token is of another issuer.',
  aud: 'The token is meant for another audience.',
  nbf: 'The token is not valid yet.',
  exp: 'The token has no expiry.',
  sub: 'The token names no subject.',
};

/** Why a token was refused. What it said is not repeated. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return CLAIMS[error.claim] ?? 'A claim of the token is not valid.';
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The token is signed in a way that is not taken here.';
  if (error instanceof errors.JWKSNoMatchingKey) return "No key of the issuer's fits the token.";
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return "The token does not say which of its issuer's keys it was signed with.";
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature of the token is not right.';
  return 'The token cannot be read.';
}
