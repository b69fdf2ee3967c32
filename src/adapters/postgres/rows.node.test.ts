import { getTableColumns } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Entity, RECORDED_KINDS } from '#contracts/entities/index.ts';
import { RECORD_TABLES } from './rows.ts';

describe.each(RECORDED_KINDS)('the table of %s', (kind) => {
  it('has one column for each field of the entity, and the revision and the tombstone', () => {
    const fields = Object.keys(
      Entity.options.find((option) => option.shape.kind.value === kind)?.shape ?? {},
    );
    const expected = [...fields.filter((field) => field !== 'kind'), 'revision', 'deletedAt'];
    expect(Object.keys(getTableColumns(RECORD_TABLES[kind])).sort()).toEqual(expected.sort());
  });

  it('requires exactly the columns whose field is never null', () => {
    const fields = Entity.options.find((option) => option.shape.kind.value === kind)?.shape ?? {};
    const shape: Record<string, z.ZodType> = fields;
    const nullable = Object.entries(shape)
      .filter(([, schema]) => schema.safeParse(null).success)
      .map(([field]) => field);
    const columns = Object.entries(getTableColumns(RECORD_TABLES[kind]));
    const optional = columns.filter(([, column]) => !column.notNull).map(([field]) => field);
    expect(optional.sort()).toEqual([...nullable, 'deletedAt'].sort());
  });

  it('has no foreign key, because rows arrive in any order', () => {
    expect(getTableConfig(RECORD_TABLES[kind]).foreignKeys).toEqual([]);
  });
});
