import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from '#dev/stack/paths.ts';
import { examplesOf } from './examples.ts';

const CLIENT = join(ROOT, 'dev/client');

/** What the compiler says of files that lie in the folder of the client only for it, by their names. */
function complaints(sources: Readonly<Record<string, string>>): string[] {
  const files = new Map(Object.entries(sources).map(([name, text]) => [join(CLIENT, name), text]));
  const { config } = ts.readConfigFile(join(CLIENT, 'tsconfig.json'), ts.sys.readFile);
  const options = {
    ...ts.parseJsonConfigFileContent(config, ts.sys, CLIENT).options,
    // An example need not use all that it shows.
    noUnusedLocals: false,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = files.get(file);
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host))
    .map(({ file, messageText }) => {
      const name = basename(file?.fileName ?? '');
      return `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

/** What the README takes for granted, and where it has put the client. */
const GIVEN = `import type { SongFile } from './upload-song.ts';
declare const API: string, KEY: string, song: SongFile;
`;

test('the examples in TypeScript compile against the client', async () => {
  const page = await readFile(join(CLIENT, 'README.md'), 'utf8');
  const [requests = '', ...live] = ['Requests', 'Live updates'].flatMap(
    (heading) => examplesOf(page, heading).ts,
  );
  const [whole = ''] = examplesOf(await readFile(join(ROOT, 'README.md'), 'utf8'), 'Use the API').ts;
  expect(live).toHaveLength(2);
  const said = complaints({
    'requests.ts': requests,
    'callbacks.ts': live[0] ?? '',
    'loop.ts': live[1] ?? '',
    'whole.ts': GIVEN + whole.replaceAll('./client/', './'),
    'wrong.ts': requests.replace('limit: 10', "limit: 'ten'"),
  });
  // One that is wrong is among them, so that somebody would notice if nothing was compiled.
  expect(said).toEqual([
    expect.stringMatching(/^wrong\.ts: Type 'string' is not assignable to type 'number'/),
  ]);
});
