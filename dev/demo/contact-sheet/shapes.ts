/** Small pieces of SVG; all text that comes from outside goes through `text`. */

/** Escapes what would be markup; control characters have no place in XML. */
function escaped(words: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (sign) => signs[sign] ?? '');
}

const px = (value: number) => String(Math.round(value * 100) / 100);

export function rect(x: number, y: number, width: number, height: number, style: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(Math.max(0, width))}" height="${px(height)}" ${style}/>`;
}

/** An upright line. */
export function stroke(x: number, from: number, to: number, style: string): string {
  return `<line x1="${px(x)}" x2="${px(x)}" y1="${px(from)}" y2="${px(to)}" ${style}/>`;
}

/** Words of that many pixels a line, cut off where they would be wider than `width`. */
export function text(
  words: string,
  at: { x: number; y: number; size: number; width: number },
  style: string,
) {
  // A letter of a sans-serif font is little more than half as wide as it is high.
  const room = Math.floor(at.width / (at.size * 0.52));
  if (room < 2) return '';
  const letters = [...words];
  const shown =
    letters.length <= room
      ? words
      : `${letters
          .slice(0, room - 1)
          .join('')
          .trimEnd()}…`;
  return `<text x="${px(at.x)}" y="${px(at.y)}" font-size="${at.size}" ${style}>${escaped(shown)}</text>`;
}

/** A filled curve over a base line; `up` are heights in pixels over x. */
export function area(
  points: readonly (readonly [x: number, up: number])[],
  base: number,
  style: string,
): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const edge = points.map(([x, up]) => `L${px(x)} ${px(base - up)}`).join('');
  return `<path d="M${px(first[0])} ${px(base)}${edge}L${px(last[0])} ${px(base)}Z" ${style}/>`;
}

/** A picture that fills its box; what stands over is cut off. */
export function picture(jpeg: Uint8Array, x: number, y: number, width: number, height: number): string {
  const data = Buffer.from(jpeg).toString('base64');
  const box = `x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"`;
  return `<image ${box} preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,${data}"/>`;
}
