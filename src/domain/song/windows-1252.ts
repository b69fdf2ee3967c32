/** What stands at 0x80 to 0x9F; a space where nothing does. Source: https://encoding.spec.whatwg.org/#windows-1252. */
const UPPER_CONTROLS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** The text of bytes in windows-1252, of which ISO-8859-1 is a part; null where a byte stands for nothing. */
export function fromWindows1252(bytes: Uint8Array): string | null {
  const characters: string[] = [];
  for (const byte of bytes) {
    const character = byte >= 0x80 && byte < 0xa0 ? UPPER_CONTROLS[byte - 0x80] : String.fromCharCode(byte);
    if (character === undefined || (character === ' ' && byte !== 0x20)) return null;
    characters.push(character);
  }
  return characters.join('');
}

/** The bytes of a text that came in windows-1252; `?` for what it cannot hold. */
export function toWindows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    const upper = character === ' ' ? -1 : UPPER_CONTROLS.indexOf(character);
    if (upper >= 0) return 0x80 + upper;
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : 0x3f;
  });
}
