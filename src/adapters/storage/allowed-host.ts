const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a URL that came from outside may be fetched. Its host must be on the list, exactly (`replicate.delivery`)
 * or below a name (`.replicate.delivery`), a loopback host too; and it must be HTTPS on its usual port and without
 * credentials, except on loopback. Guards against being sent to fetch from inside (SSRF).
 */
export function isAllowedUrl(text: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  // A final dot names the same host and would slip past an exact comparison, so it is not on any list.
  const host = url.hostname;
  const listed = allowedHosts.some((entry) => {
    const wanted = entry.toLowerCase();
    return wanted.startsWith('.') ? host.endsWith(wanted) && host.length > wanted.length : host === wanted;
  });
  if (!listed) return false;
  if (LOOPBACK.has(host)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && url.port === '';
}
