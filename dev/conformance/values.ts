/** Generated values for the schemas of the document: those that fit, and those that do not. */
import fc from 'fast-check';
import { z } from 'zod';
import type { ApiDocument } from './operations.ts';

const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  example: z.unknown().optional(),
});

const MAX_ITEMS = 6;
const HUGE = 20_000;

/** Text of every kind: empty, huge, NUL, lone surrogates, what looks like something else. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '\ufeff',
    '\u202e',
    'NaN',
    '-0',
    '__proto__',
    '../../etc/passwd',
    "'; drop table projects; --",
    '[00:61.00]la\n[99:99.99]la',
    '1\n00:00:01,000 --> 00:00:00,500\nla',
    'WEBVTT\n\n00:00.000 --> 99:99:99.999\n<c>la',
    'x'.repeat(300),
    '𝕏'.repeat(HUGE),
  ),
);

const depth = 400;
/** Values that fit hardly anywhere. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    [],
    {},
    [[]],
    -1,
    0,
    -0,
    0.1,
    1e308,
    -1e308,
    5e-324,
    2 ** 53,
    2 ** 31,
  ),
  fc.constant(JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown),
  fc.constant(
    JSON.parse('{"__proto__":{"refused":true},"constructor":{"prototype":{}},"refused":true}') as unknown,
  ),
  fc.constant(Array.from({ length: 2000 }, (_, index) => index) as unknown),
);

/** Makes values for schemas. `ids` are ids that exist, of whatever kind, mine and others'. */
export class Values {
  readonly #document: ApiDocument;
  readonly #ids: readonly string[];

  constructor(document: ApiDocument, ids: readonly string[]) {
    this.#document = document;
    this.#ids = ids;
  }

  /** An id: of something that is there (often), or of nothing. */
  get id(): fc.Arbitrary<string> {
    const absent = fc.uuid({ version: 7 });
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...this.#ids) }, absent, fc.uuid({ version: 4 }));
  }

  /** A value that fits, as far as the schema says what fits. */
  fitting(given: unknown): fc.Arbitrary<unknown> {
    const schema = Schema.parse(given);
    if (schema.$ref) return this.fitting(this.#resolve(schema.$ref));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.fitting(choice)));
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
    const byType = types.map((type) => this.#ofType(type, schema));
    return byType.length === 0 ? fc.jsonValue({ maxDepth: 2 }) : fc.oneof(...byType);
  }

  /** A value of the schema with one thing wrong somewhere. */
  broken(given: unknown): fc.Arbitrary<unknown> {
    const wrong = fc.tuple(
      this.fitting(given),
      fc.nat(),
      odd,
      fc.constantFrom('replace', 'remove', 'add', 'nest'),
    );
    return fc.oneof({ weight: 1, arbitrary: odd }, { weight: 6, arbitrary: wrong.map(spoil) });
  }

  #ofType(type: string, schema: z.infer<typeof Schema>): fc.Arbitrary<unknown> {
    const { minimum = -(2 ** 53), maximum = 2 ** 53 } = schema;
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.oneof(
          fc.maxSafeInteger().map((value) => Math.min(maximum, Math.max(minimum, value))),
          fc.constantFrom(Math.max(minimum, -(2 ** 53)), Math.min(maximum, 2 ** 53)),
          fc.integer({ min: Math.max(minimum, 0), max: Math.min(maximum, 1000) }),
        );
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'array': {
        const { minItems = 0, maxItems = MAX_ITEMS } = schema;
        const maxLength = Math.max(minItems, Math.min(maxItems, MAX_ITEMS));
        return fc.array(this.fitting(schema.items ?? {}), { minLength: minItems, maxLength });
      }
      case 'object': {
        const fields = Object.entries(schema.properties ?? {});
        const shape = Object.fromEntries(fields.map(([name, field]) => [name, this.fitting(field)]));
        return fc.record(shape, { requiredKeys: schema.required });
      }
      default:
        return this.#text(schema);
    }
  }

  #text({ format, pattern, example, minLength = 0, maxLength = HUGE * 2 }: z.infer<typeof Schema>) {
    if (format === 'uuid') return this.id;
    if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    if (example !== undefined && pattern !== undefined) return fc.constant(example);
    if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 60 });
    const fits = text.map((words) => words.padEnd(minLength, 'x').slice(0, maxLength));
    return example === undefined ? fits : fc.oneof(fits, fc.constant(example));
  }

  #resolve(ref: string): unknown {
    return this.#document.components.schemas[ref.split('/').at(-1) ?? ''];
  }
}

function spoil([value, where, instead, how]: [unknown, number, unknown, string]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return instead;
  const names = Object.keys(value);
  const name = names[where % Math.max(1, names.length)] ?? 'x';
  if (how === 'add') return { ...value, [`x${where}`]: instead };
  if (how === 'nest') return { ...value, [name]: { [name]: value } };
  const { [name]: _, ...rest } = value as Record<string, unknown>; // an object that is no list
  return how === 'remove' ? rest : { ...rest, [name]: instead };
}
