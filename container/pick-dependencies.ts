import { readFileSync, writeFileSync } from 'node:fs';

/**
 * For the image only: reduces the package.json in the current folder to what the service imports, so that
 * versions and import paths are written down once, in the project's own file.
 */
export const IMPORTED = ['fft.js', 'file-type', 'standardwebhooks', 'undici', 'zod'] as const;

function pick(): void {
  // Our own package.json: npm has read it before us.
  const project = JSON.parse(readFileSync('package.json', 'utf8')) as {
    type: string;
    imports: Record<string, string>;
    dependencies: Record<string, string>;
  };
  const dependencies = Object.fromEntries(
    IMPORTED.map((name) => {
      const version = project.dependencies[name];
      if (version === undefined) throw new Error(`${name} is not among the project's dependencies.`);
      return [name, version];
    }),
  );
  const reduced = { private: true, type: project.type, imports: project.imports, dependencies };
  writeFileSync('package.json', `${JSON.stringify(reduced, null, 2)}\n`);
}

if (import.meta.main) pick();
