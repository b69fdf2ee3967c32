import { ProviderError } from '#adapters/provider-error.ts';

/**
 * The value of an `Authorization` header. A token that no header can carry (missing, or pasted with a line break)
 * is a terminal `<service>-unauthorized` that does not show it; the platform's own error would.
 */
export function bearer(service: string, token: string): string {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ProviderError({
      verdict: 'terminal',
      code: `${service}-unauthorized`,
      message: `The access token for ${service} is missing or malformed.`,
    });
  }
  return `Bearer ${token}`;
}
