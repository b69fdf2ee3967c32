import type { InvalidField } from './errors.ts';

/** One input of a model, as its `openapi_schema` would describe it. */
export interface InputField {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'uri' | 'uris';
  readonly required?: boolean;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean;
  /** For `uris`. */
  readonly maxItems?: number;
}

export type InputFields = Readonly<Record<string, InputField>>;

const MAX_DATA_URL_CHARACTERS = Math.ceil((256 * 1024 * 4) / 3) + 100;

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function typeFits(field: InputField, value: unknown): boolean {
  const actual = typeName(value);
  switch (field.type) {
    case 'uri':
    case 'string':
      return actual === 'string';
    case 'number':
      return actual === 'number' || actual === 'integer';
    case 'uris':
      return actual === 'array';
    default:
      return actual === field.type;
  }
}

function isUri(value: unknown): boolean {
  return typeof value === 'string' && (/^https?:\/\/[^\s/]+/.test(value) || value.startsWith('data:'));
}

function expectedName(field: InputField): string {
  if (field.type === 'uris') return 'array';
  return field.type === 'uri' ? 'string' : field.type;
}

function checkField(name: string, field: InputField, value: unknown): InvalidField | undefined {
  const at = `input.${name}`;
  const wrong = (type: string, description: string): InvalidField => ({ type, field: at, description });
  if (!typeFits(field, value)) {
    return wrong('invalid_type', `Invalid type. Expected: ${expectedName(field)}, given: ${typeName(value)}`);
  }
  if (field.enum !== undefined && !field.enum.some((allowed) => allowed === value)) {
    const allowed = field.enum.map((entry) => JSON.stringify(entry)).join(', ');
    return wrong('enum', `${name} must be one of the following: ${allowed}`);
  }
  if (typeof value === 'number') {
    if (field.minimum !== undefined && value < field.minimum) {
      return wrong('number_gte', `Must be greater than or equal to ${field.minimum}`);
    }
    if (field.maximum !== undefined && value > field.maximum) {
      return wrong('number_lte', `Must be less than or equal to ${field.maximum}`);
    }
  }
  const uris: readonly unknown[] = Array.isArray(value) ? value : field.type === 'uri' ? [value] : [];
  if (field.maxItems !== undefined && uris.length > field.maxItems) {
    return wrong('array_max_items', `Array must have at most ${field.maxItems} items`);
  }
  if (uris.some((uri) => !isUri(uri))) return wrong('format', "Does not match format 'uri'");
  if (
    uris.some(
      (uri) => typeof uri === 'string' && uri.startsWith('data:') && uri.length > MAX_DATA_URL_CHARACTERS,
    )
  ) {
    return wrong('string_lte', 'Data URLs must be at most 256 kB; pass an HTTP URL instead');
  }
  return undefined;
}

/** Everything that is wrong with a model's input; empty when the model would accept it. */
export function findInvalidFields(
  fields: InputFields,
  input: Readonly<Record<string, unknown>>,
): readonly InvalidField[] {
  const missing = Object.entries(fields)
    .filter(([name, field]) => field.required === true && input[name] === undefined)
    .map(([name]) => ({ type: 'required', field: 'input', description: `${name} is required` }));
  const wrong = Object.entries(input).flatMap(([name, value]) => {
    const field = fields[name];
    if (field === undefined) {
      const description = `Additional property ${name} is not allowed`;
      return [{ type: 'additional_property_not_allowed', field: 'input', description }];
    }
    // An explicit null stands for "not given" where the field is optional.
    if (value === null && field.required !== true) return [];
    return checkField(name, field, value) ?? [];
  });
  return [...missing, ...wrong];
}

/** The model's inputs as JSON schema, for `GET /models/{owner}/{name}`. */
export function toJsonSchema(fields: InputFields): unknown {
  const property = (field: InputField): unknown => ({
    type: expectedName(field),
    ...(field.type === 'uri' ? { format: 'uri' } : {}),
    ...(field.type === 'uris' ? { items: { type: 'string', format: 'uri' } } : {}),
    ...(field.enum === undefined ? {} : { enum: field.enum }),
    ...(field.minimum === undefined ? {} : { minimum: field.minimum }),
    ...(field.maximum === undefined ? {} : { maximum: field.maximum }),
    ...(field.default === undefined ? {} : { default: field.default }),
  });
  return {
    type: 'object',
    title: 'Input',
    required: Object.keys(fields).filter((name) => fields[name]?.required === true),
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, property(field)])),
  };
}
