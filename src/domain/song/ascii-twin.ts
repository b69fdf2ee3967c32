/**
 * The text with full-width and Arabic digits, colons, dots and brackets as ASCII, so that `［００：１２．３０］` is read as a
 * time. It is exactly as long as the text: places found in it are places in the text, which itself stays as it is.
 */
export function asciiTwin(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
}
