import { expect, test } from 'vitest';
import { completeLock } from './complete-lock.ts';

const DARWIN = '@cloudflare/workerd-darwin-arm64';
const WINDOWS = '@cloudflare/workerd-windows-64';

const workerd = (version: string, names: readonly string[]) => ({
  version,
  dev: true,
  license: 'Apache-2.0',
  optionalDependencies: Object.fromEntries(names.map((name) => [name, version])),
});

test('missing builds are added beside each workerd, nested ones too', () => {
  const { lock, added } = completeLock({
    lockfileVersion: 3,
    packages: {
      'node_modules/workerd': workerd('1.0.0', [DARWIN]),
      'node_modules/wrangler/node_modules/workerd': workerd('2.0.0', [DARWIN, WINDOWS]),
    },
  });
  expect(added).toEqual([
    `node_modules/${DARWIN}`,
    `node_modules/wrangler/node_modules/${DARWIN}`,
    `node_modules/wrangler/node_modules/${WINDOWS}`,
  ]);
  expect(lock.packages[`node_modules/wrangler/node_modules/${WINDOWS}`]).toEqual({
    version: '2.0.0',
    cpu: ['x64'],
    dev: true,
    license: 'Apache-2.0',
    optional: true,
    os: ['win32'],
  });
  expect(lock.packages[`node_modules/${DARWIN}`]).toMatchObject({ os: ['darwin'], cpu: ['arm64'] });
  expect(completeLock(lock)).toEqual({ lock, added: [] });
});

test('a build that was hoisted counts, one of another version does not', () => {
  const nested = 'node_modules/wrangler/node_modules/workerd';
  const packages = { [nested]: workerd('2.0.0', [DARWIN]), [`node_modules/${DARWIN}`]: { version: '2.0.0' } };
  expect(completeLock({ packages }).added).toEqual([]);
  packages[`node_modules/${DARWIN}`] = { version: '1.0.0' };
  expect(completeLock({ packages }).added).toEqual([`node_modules/wrangler/node_modules/${DARWIN}`]);
});

test('builds of other programs are added likewise; ranges and other optional packages are left alone', () => {
  const optionalDependencies = {
    '@x/cli-linux-arm64-musl': '3.1.0',
    fsevents: '~2.3.2',
    '@x/y-linux-x64': '^1.0.0',
  };
  const { lock, added } = completeLock({
    packages: { 'node_modules/x': { version: '3.1.0', optionalDependencies } },
  });
  expect(added).toEqual(['node_modules/@x/cli-linux-arm64-musl']);
  expect(lock.packages[added[0] ?? '']).toEqual({
    version: '3.1.0',
    cpu: ['arm64'],
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  });
});
