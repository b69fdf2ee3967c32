import { isLoopback } from '../loopback.ts';

/** Signatures that can be checked with a public key. `none` and those with a shared secret are not among them. */
export const TOKEN_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

const USUAL_ALGORITHMS = 'RS256,ES256,EdDSA';

/** Whose tokens open the API. */
export interface IdentitySettings {
  readonly jwksUrl: URL;
  readonly issuer: string;
  /** A token must be meant for one of them. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
}

/** The variables of the Worker that say it. */
export interface IdentityEnv {
  readonly AUTH_JWKS_URL?: string;
  readonly AUTH_ISSUER?: string;
  readonly AUTH_AUDIENCE?: string;
  readonly AUTH_ALGORITHMS?: string;
}

/**
 * Reads the settings. Null where the deployment takes no tokens; a string says what is wrong with half-made ones,
 * under which no token is let through.
 */
export function identitySettings(env: IdentityEnv): IdentitySettings | string | null {
  const { AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = env;
  if (!AUTH_JWKS_URL) return AUTH_ISSUER || AUTH_AUDIENCE ? 'AUTH_JWKS_URL is not set.' : null;
  if (!URL.canParse(AUTH_JWKS_URL)) return 'AUTH_JWKS_URL is no URL.';
  const jwksUrl = new URL(AUTH_JWKS_URL);
  if (jwksUrl.protocol !== 'https:' && !isLoopback(AUTH_JWKS_URL)) return 'AUTH_JWKS_URL must be https.';
  if (!AUTH_ISSUER) return 'AUTH_ISSUER is not set.';
  const audiences = list(AUTH_AUDIENCE ?? '');
  if (audiences.length === 0) return 'AUTH_AUDIENCE is not set.';
  const algorithms = list(env.AUTH_ALGORITHMS || USUAL_ALGORITHMS);
  const wrong = algorithms.find((name) => !TOKEN_ALGORITHMS.some((known) => known === name));
  if (wrong !== undefined)
    return `AUTH_ALGORITHMS names ${wrong}; only ${TOKEN_ALGORITHMS.join(', ')} may be.`;
  return { jwksUrl, issuer: AUTH_ISSUER, audiences, algorithms };
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
