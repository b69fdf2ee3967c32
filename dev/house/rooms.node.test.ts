import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Which rooms a room may import, by the prefix of the import. Its own files are always allowed. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/contracts': [],
  'src/domain': ['contracts'],
  'src/adapters': ['contracts', 'domain'],
  'src/project': ['contracts', 'domain', 'adapters'],
  'src/http': ['contracts', 'domain', 'adapters', 'project'],
  workers: ['contracts', 'domain', 'adapters', 'project'],
  container: ['contracts'],
};

/** Test helpers of the object reach into the rules' own helpers. */
const SOURCES = ['src', 'workers', 'container', 'dev'];

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const imports = (text: string) =>
  [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';/gms)].map(([, from]) => from ?? '');

const isTest = (path: string) => path.endsWith('.test.ts');

describe('the house', () => {
  it.each(Object.entries(MAY_IMPORT))('%s imports only what lies below it', (room, allowed) => {
    const own = room.split('/').at(-1) ?? '';
    const wrong = files(room)
      .filter((path) => !isTest(path) && !path.includes('/testing/'))
      .flatMap((path) =>
        imports(readFileSync(join(ROOT, path), 'utf8'))
          .filter(
            (from) => from.startsWith('#') && ![own, ...allowed].includes(from.slice(1).split('/')[0] ?? ''),
          )
          .map((from) => `${path} imports ${from}`),
      );
    expect(wrong).toEqual([]);
  });

  it('leaves no room by a relative path', () => {
    const wrong = SOURCES.flatMap(files).flatMap((path) => {
      const room = path.startsWith('src/') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0];
      return imports(readFileSync(join(ROOT, path), 'utf8'))
        .filter((from) => from.startsWith('.'))
        .filter((from) => !relative(ROOT, join(ROOT, path, '..', from)).startsWith(room ?? ''))
        .filter(() => !isTest(path))
        .map((from) => `${path} imports ${from}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has no file that outgrew its place', () => {
    const long = SOURCES.flatMap(files)
      .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > (isTest(path) ? 500 : 250));
    expect(long).toEqual([]);
  });

  it('keeps the object a thin shell', () => {
    const lines = readFileSync(join(ROOT, 'src/project/project-object.ts'), 'utf8').split('\n').length;
    expect(lines).toBeLessThanOrEqual(200);
  });

  it('exports only names', () => {
    const platform = ['src/index.ts'];
    const wrong = SOURCES.flatMap(files)
      .filter((path) => !platform.includes(path))
      .filter((path) => /^export default/m.test(readFileSync(join(ROOT, path), 'utf8')));
    expect(wrong).toEqual([]);
  });
});
