/** `npm run client:generate`: writes the types of the client from the API's document. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '#dev/stack/paths.ts';
import { clientTypes } from './client-types.ts';
import { readDocument } from './document.ts';

await writeFile(join(ROOT, 'dev/client/api-types.ts'), await clientTypes(await readDocument()));
