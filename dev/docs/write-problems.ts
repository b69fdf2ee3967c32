import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '#dev/stack/paths.ts';
import { problemsMarkdown } from './problems-markdown.ts';

await writeFile(join(ROOT, 'docs/problems.md'), problemsMarkdown());
