const MAX_NAME_CHARACTERS = 150;

/**
 * `attachment` with a file name in any script, as RFC 6266 asks: an ASCII `filename` for old clients and
 * `filename*` in UTF-8 (RFC 8187) for the rest. What a path or a header could be broken with is taken out.
 */
export function contentDisposition(fileName: string): string {
  const name =
    [...fileName.toWellFormed().normalize('NFC')]
      .filter((character) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/u.test(character))
      .slice(0, MAX_NAME_CHARACTERS)
      .join('')
      .trim()
      .replace(/^\.+/, '') || 'download';
  const ascii =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // Decomposing brings forbidden characters back (full-width quotes and slashes), and some clients decode `%`.
      .replace(/[^\x20-\x7e]|[/\\:*?"<>|%;]/g, '_')
      .trim()
      // A name of nothing but marks leaves nothing.
      .replace(/^\.+/, '_') || 'download';
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeUnreserved(name)}`;
}

/** Percent-encodes all but the unreserved characters of RFC 3986, some of which `encodeURIComponent` leaves. */
export function encodeUnreserved(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
