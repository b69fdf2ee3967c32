import fc from 'fast-check';
import { v7 } from 'uuid';
import { z } from 'zod';
import {
  Entity,
  type EntityOf,
  RECORDED_KINDS,
  type RecordedEntity,
  type RecordedKind,
} from '#contracts/entities/index.ts';

const INT32_MAX = 2 ** 31 - 1;
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');
/** Fields that Postgres keeps as 64-bit integers; all other whole numbers are counts, frames and hertz. */
const WIDE_FIELDS = new Set(['seed', 'sizeBytes']);

/** Any text that Postgres can hold: all of Unicode without NUL and without halves of surrogate pairs. */
export const storableText = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => text.replaceAll('\0', ''));

/** A UUIDv7. */
export const anyId = fc.uuid({ version: 7 });

/** Any entity of a kind that its schema allows, grown from the schema itself, so that a new field is never missed. */
export function anyEntity<K extends RecordedKind>(kind: K): fc.Arbitrary<EntityOf<K>> {
  const schema = Entity.options.find((option) => option.shape.kind.value === kind);
  if (schema === undefined) throw new Error(`no schema of ${kind}`);
  // The schema was chosen by its kind, which the compiler cannot follow.
  return fromSchema(schema, kind) as fc.Arbitrary<EntityOf<K>>;
}

/** A project with one row of each kind, all of them living, at their first revision. */
export function sampleProject(projectId: string): RecordedEntity[] {
  return RECORDED_KINDS.flatMap((kind) =>
    fc.sample(anyEntity<RecordedKind>(kind), { numRuns: 1, seed: 7 }).map((entity) => ({
      entity: entity.kind === 'project' ? { ...entity, id: projectId } : { ...entity, id: v7(), projectId },
      revision: 1,
      deleted: false,
    })),
  );
}

function fromSchema(schema: z.core.$ZodType, field: string): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.core.$ZodType> = schema.shape;
    return fc.record(
      Object.fromEntries(Object.entries(shape).map(([key, inner]) => [key, fromSchema(inner, key)])),
    );
  }
  if (schema instanceof z.ZodDefault) return fromSchema(schema.def.innerType, field);
  if (schema instanceof z.ZodNullable) return fc.option(fromSchema(schema.def.innerType, field), { freq: 3 });
  if (schema instanceof z.ZodDefault) return fromSchema(schema.def.innerType, field);
  if (schema instanceof z.ZodArray) return fc.array(fromSchema(schema.def.element, field), { maxLength: 3 });
  if (schema instanceof z.ZodUnion) {
    return fc.oneof(...schema.def.options.map((option: z.core.$ZodType) => fromSchema(option, field)));
  }
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodUUID) return anyId;
  if (schema instanceof z.ZodString) return storableText;
  if (schema instanceof z.ZodNumber) return numberOf(schema, field);
  throw new Error(`no arbitrary for ${schema._zod.def.type}, field ${field}`);
}

function numberOf(schema: z.ZodNumber, field: string): fc.Arbitrary<number> {
  const fits = (value: number) => schema.safeParse(value).success;
  if (schema.format === 'safeint') {
    const widest = WIDE_FIELDS.has(field) ? Number.MAX_SAFE_INTEGER : INT32_MAX;
    const max = field.endsWith('At') ? LAST_MOMENT : widest;
    return fc.integer({ min: 0, max: Math.min(max, schema.maxValue ?? max) }).filter(fits);
  }
  const any = fc.double({ min: schema.minValue ?? -1e9, max: schema.maxValue ?? 1e9, noNaN: true });
  // JSON has no negative zero.
  return any.map((value) => (value === 0 ? 0 : value)).filter(fits);
}
