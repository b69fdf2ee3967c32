/** Surgery on MP4 files: boxes of a size, a type and content (ISO/IEC 14496-12 4.2). */

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  const body = Buffer.concat(content);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** The same file with the first box on that path rewritten; the boxes around it are made to fit. */
export function rewriteBox(
  file: Buffer,
  path: readonly string[],
  rewrite: (content: Buffer) => Buffer,
): Buffer {
  const [type, ...rest] = path;
  let at = 0;
  while (at + 8 <= file.length) {
    const size = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === type) {
      const content = file.subarray(at + 8, at + size);
      const changed = rest.length === 0 ? rewrite(content) : rewriteBox(content, rest, rewrite);
      return Buffer.concat([file.subarray(0, at), box(type, changed), file.subarray(at + size)]);
    }
    at += Math.max(8, size);
  }
  throw new Error(`There is no box ${type}.`);
}

const TABLES = ['moov', 'trak', 'mdia', 'minf', 'stbl'] as const;

/** Where a track's tables lie. */
export function tablePath(name: string): string[] {
  return [...TABLES, name];
}

/** A copy with a 32 bit figure written over. */
export function withFigure(content: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(content);
  changed.writeUInt32BE(value, at);
  return changed;
}

/**
 * The data references of a track that lies elsewhere: as a URL, and as the alias of an old Macintosh, which is the
 * kind that FFmpeg can follow.
 */
export function foreignReferences(path: string): Buffer {
  const url = box('url ', Buffer.from([0, 0, 0, 0]), Buffer.from(`file://${path}\0`));
  const record = Buffer.alloc(150);
  const name = path.split('/').at(-1) ?? '';
  record[10] = 1;
  record.write('/', 11, 'latin1');
  record[50] = name.length;
  record.write(name, 51, 'latin1');
  const text = Buffer.from(path.length % 2 === 0 ? path : `${path}\0`);
  const absolute = Buffer.alloc(4);
  absolute.writeUInt16BE(2, 0);
  absolute.writeUInt16BE(text.length, 2);
  const alias = box('alis', Buffer.from([0, 0, 0, 0]), record, absolute, text, Buffer.alloc(20, 0xff));
  return Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 2]), alias, url]);
}
