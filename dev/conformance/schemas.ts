import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument } from './operations.ts';

const DOCUMENT = 'https://omvee.test/openapi.json';

/** Holds values against the schemas of the document, each named by the path that leads to it. */
export class Schemas {
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: ApiDocument) {
    // Keywords of OpenAPI stand beside those of JSON Schema, whose 2020-12 edition it uses otherwise.
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...document, $id: DOCUMENT });
  }

  /** What is wrong with the value, one line each; empty where it fits. */
  complaints(path: readonly string[], value: unknown): string[] {
    const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    const ref = `${DOCUMENT}#${pointer.split('/').map(encodeURIComponent).join('/')}`;
    const validate = this.#compiled.get(ref) ?? this.#ajv.compile({ $ref: ref });
    this.#compiled.set(ref, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = 'is wrong' }) => `${instancePath} ${message}`,
    );
  }
}
