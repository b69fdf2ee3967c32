import { createRandom, type Random } from '../../random.ts';

type Schema = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const WORDS = [
  'amber',
  'window',
  'slow',
  'river',
  'hands',
  'distant',
  'light',
  'echo',
  'rooftop',
  'velvet',
  'morning',
  'engine',
  'quiet',
  'horizon',
  'paper',
  'dancing',
  'silver',
  'street',
  'breath',
  'garden',
] as const;

/**
 * Makes a value that a JSON schema accepts. A candidate is kept wherever it fits, bent where it nearly fits, and
 * replaced where it does not, so that the result always validates.
 *
 * Understands type, enum, const, properties, required, items, prefixItems, anyOf, oneOf, allOf, $ref, and the bounds
 * of strings, numbers and arrays. `pattern` is not generated for (a fitting candidate is kept).
 */
export function conform(root: Schema, candidate: unknown, seed: string): unknown {
  return new Conformer(root, createRandom('schema', seed)).value(root, candidate, 'value', 0);
}

/** `allOf`: later parts win, properties and required names add up. */
function mergeSchemas(parts: readonly Schema[]): Schema {
  const propertiesOf = (part: Schema): [string, unknown][] =>
    isRecord(part.properties) ? Object.entries(part.properties) : [];
  return {
    ...Object.fromEntries(parts.flatMap((part) => Object.entries(part))),
    properties: Object.fromEntries(parts.flatMap(propertiesOf)),
    required: parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
  };
}

class Conformer {
  readonly #root: Schema;
  readonly #random: Random;

  constructor(root: Schema, random: Random) {
    this.#root = root;
    this.#random = random;
  }

  value(given: Schema, candidate: unknown, name: string, depth: number): unknown {
    const schema = this.#resolve(given, candidate);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) {
      if (schema.enum.includes(candidate)) return candidate;
      return schema.enum[this.#random.integer(0, schema.enum.length - 1)];
    }
    switch (this.#type(schema, candidate)) {
      case 'object':
        return this.#object(schema, isRecord(candidate) ? candidate : {}, depth);
      case 'array':
        return this.#array(schema, Array.isArray(candidate) ? candidate : [], name, depth);
      case 'integer':
        return this.#number(schema, candidate, true);
      case 'number':
        return this.#number(schema, candidate, false);
      case 'boolean':
        return typeof candidate === 'boolean' ? candidate : this.#random.chance(0.5);
      case 'null':
        return null;
      default:
        return this.#string(schema, candidate, name);
    }
  }

  #resolve(schema: Schema, candidate: unknown): Schema {
    if (typeof schema.$ref === 'string') {
      const target = schema.$ref
        .replace(/^#\/?/, '')
        .split('/')
        .filter((part) => part !== '')
        .reduce<unknown>((node, part) => (isRecord(node) ? node[part] : undefined), this.#root);
      return this.#resolve(isRecord(target) ? target : {}, candidate);
    }
    const choices = Array.isArray(schema.anyOf) ? schema.anyOf : schema.oneOf;
    if (Array.isArray(choices)) {
      const options = choices.filter(isRecord).map((option) => this.#resolve(option, candidate));
      const fitting = options.find((option) => candidate !== undefined && this.#accepts(option, candidate));
      return fitting ?? options.find((option) => option.type !== 'null') ?? {};
    }
    if (Array.isArray(schema.allOf)) {
      const parts = schema.allOf.filter(isRecord).map((part) => this.#resolve(part, candidate));
      return mergeSchemas([schema, ...parts]);
    }
    return schema;
  }

  #accepts(schema: Schema, value: unknown): boolean {
    const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    return schema.type === type || (schema.type === 'integer' && Number.isInteger(value));
  }

  #type(schema: Schema, candidate: unknown): string {
    if (Array.isArray(schema.type)) {
      const types = schema.type.map(String);
      const fitting = types.find((type) => candidate !== undefined && this.#accepts({ type }, candidate));
      return fitting ?? types.find((type) => type !== 'null') ?? 'null';
    }
    if (typeof schema.type === 'string') return schema.type;
    if (isRecord(schema.properties)) return 'object';
    return isRecord(schema.items) ? 'array' : 'string';
  }

  #object(schema: Schema, candidate: Record<string, unknown>, depth: number): Record<string, unknown> {
    const properties = isRecord(schema.properties) ? schema.properties : {};
    const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
    const entries = Object.entries(properties).filter(
      // Optional parts end a recursive schema; above that they are given like the others.
      ([name]) => required.includes(name) || candidate[name] !== undefined || depth < 3,
    );
    const missing = required
      .filter((name) => properties[name] === undefined)
      .map((name) => [name, {}] as const);
    return Object.fromEntries(
      [...entries, ...missing].map(([name, part]) => [
        name,
        this.value(isRecord(part) ? part : {}, candidate[name], name, depth + 1),
      ]),
    );
  }

  #array(schema: Schema, candidate: readonly unknown[], name: string, depth: number): unknown[] {
    const minimum = typeof schema.minItems === 'number' ? schema.minItems : depth > 4 ? 0 : 2;
    const maximum = typeof schema.maxItems === 'number' ? schema.maxItems : Number.MAX_SAFE_INTEGER;
    const floor = candidate.length > 0 && schema.minItems === undefined ? 0 : minimum;
    const length = Math.min(maximum, Math.max(floor, candidate.length));
    const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
    const items = isRecord(schema.items) ? schema.items : {};
    return Array.from({ length }, (_unused, index) => {
      const part: unknown = prefix[index] ?? items;
      return this.value(isRecord(part) ? part : {}, candidate[index], `${name} ${index + 1}`, depth + 1);
    });
  }

  #number(schema: Schema, candidate: unknown, whole: boolean): number {
    const bound = (name: string): number | undefined =>
      typeof schema[name] === 'number' ? schema[name] : undefined;
    const step = bound('multipleOf') ?? (whole ? 1 : undefined);
    const margin = step ?? 0.001;
    const exclusiveLow = bound('exclusiveMinimum');
    const exclusiveHigh = bound('exclusiveMaximum');
    const low = Math.max(
      bound('minimum') ?? -Infinity,
      exclusiveLow === undefined ? -Infinity : exclusiveLow + margin,
    );
    const high = Math.min(
      bound('maximum') ?? Infinity,
      exclusiveHigh === undefined ? Infinity : exclusiveHigh - margin,
    );
    const start = Number.isFinite(low) ? low : Number.isFinite(high) ? high - 10 : 0;
    const wish =
      typeof candidate === 'number' && Number.isFinite(candidate)
        ? candidate
        : Math.round(this.#random.between(start, Math.min(high, start + 10)) * 100) / 100;
    const inside = Math.min(high, Math.max(low, wish));
    if (step === undefined) return inside;
    const rounded = Math.round(inside / step) * step;
    if (rounded < low) return Math.ceil(low / step) * step;
    return rounded > high ? Math.floor(high / step) * step : rounded;
  }

  #string(schema: Schema, candidate: unknown, name: string): string {
    const minimum = typeof schema.minLength === 'number' ? schema.minLength : 0;
    const maximum = typeof schema.maxLength === 'number' ? schema.maxLength : 400;
    let value = typeof candidate === 'string' ? candidate : this.#invent(schema, name);
    while ([...value].length < minimum) value = `${value} ${this.#random.pick(WORDS)}`;
    return [...value].slice(0, maximum).join('');
  }

  #invent(schema: Schema, name: string): string {
    if (schema.format === 'date-time') return '2026-11-22T10:00:00Z';
    if (schema.format === 'date') return '2026-11-22';
    if (schema.format === 'uri') return 'https://example.com/';
    if (schema.format === 'email') return 'someone@example.com';
    const words = Array.from({ length: 4 }, () => this.#random.pick(WORDS)).join(' ');
    return `${name
      .replace(/([A-Z_])/g, ' $1')
      .replaceAll('_', '')
      .trim()
      .toLowerCase()}: ${words}`;
  }
}
