import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from '#dev/stack/paths.ts';
import { examplesOf } from './examples.ts';

const CLIENT = join(ROOT, 'dev/client');

/** What the compiler says of these files, which lie in the folder of the client only for it. */
function complaints(sources: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(CLIENT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, CLIENT);
  // An example is for people first: what it imports and shows need not be used to the end.
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const { fileExists, readFile: read, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? read(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = sources.get(file);
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...sources.keys()], { ...options, noUnusedLocals: false }, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const page = await readFile(join(CLIENT, 'README.md'), 'utf8');
const examples = ['Requests', 'Live updates'].flatMap((heading) => examplesOf(page, heading).ts);
const named = (texts: readonly string[]) =>
  new Map(texts.map((text, index) => [join(CLIENT, `example-${index}.ts`), text]));

test('the examples of the client are TypeScript that compiles against it', () => {
  expect(examples).toHaveLength(3);
  expect(complaints(named(examples))).toEqual([]);
});

test('an example that is wrong would not', () => {
  const wrong = examples.map((text) => text.replaceAll('limit: 10', "limit: 'ten'"));
  expect(complaints(named(wrong))).toEqual([expect.stringContaining("Type 'string' is not assignable")]);
});
