/** Tokens of the identity provider whose users call the API. */
export { createKeySet, KEY_SET_PATIENCE, KeySetUnavailable } from './key-set.ts';
export { type IdentityEnv, type IdentitySettings, identitySettings } from './settings.ts';
export {
  type BadToken,
  createTokenVerifier,
  type TokenClaims,
  type TokenVerifier,
} from './token-verifier.ts';
