import { z } from '@hono/zod-openapi';

/**
 * The example of a schema: the one that it carries (`.meta({ example })`), or one made from those of its parts.
 * Undefined where a part has none that could be guessed; the conformance test names the operation then.
 */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const stated = z.globalRegistry.get(schema)?.example;
  if (stated !== undefined) return stated;
  if (schema instanceof z.ZodArray) {
    const element = exampleOf(schema.element);
    return element === undefined ? undefined : [element];
  }
  // The first page of a short list: there is no other one.
  if (schema instanceof z.ZodNullable) return exampleOf(schema.unwrap()) ?? null;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return exampleOf(schema.unwrap());
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodObject) return exampleOfShape(schema.shape);
  return undefined;
}

function exampleOfShape(shape: Readonly<Record<string, z.core.$ZodType>>): unknown {
  const fields = Object.entries(shape).map(([name, field]) => [name, exampleOf(field), field] as const);
  const isLeftOut = (field: z.core.$ZodType) => field instanceof z.ZodOptional;
  if (fields.some(([, example, field]) => example === undefined && !isLeftOut(field))) return undefined;
  return Object.fromEntries(
    fields.flatMap(([name, example]) => (example === undefined ? [] : [[name, example]])),
  );
}
