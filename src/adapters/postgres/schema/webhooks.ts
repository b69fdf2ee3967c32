import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Where customers want to be told. Written by the API itself, so without a revision. `signingSecret` must be
 * readable to sign with; whoever stores it decides whether it is sealed first.
 */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: uuid('id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    url: text('url').notNull(),
    /** Event types that are wanted; empty means all. */
    events: text('events').array().notNull(),
    signingSecret: text('signing_secret').notNull(),
    status: text('status').$type<'active' | 'disabled'>().notNull(),
    disabledReason: text('disabled_reason'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('webhook_endpoints_by_owner').on(table.ownerId, table.createdAt, table.id)],
);

/** One notice to one endpoint, with its attempts. The id is the `webhook-id` header that a receiver dedupes by. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid('id').primaryKey(),
    endpointId: uuid('endpoint_id').notNull(),
    projectId: uuid('project_id').notNull(),
    eventType: text('event_type').notNull(),
    payload: jsonb('payload').notNull(),
    status: text('status').$type<'pending' | 'delivered' | 'failed'>().notNull(),
    attempts: integer('attempts').notNull(),
    nextAttemptAt: instant('next_attempt_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    deliveredAt: instant('delivered_at'),
  },
  (table) => [
    index('webhook_deliveries_by_endpoint').on(table.endpointId, table.createdAt, table.id),
    index('webhook_deliveries_by_project').on(table.projectId),
    index('webhook_deliveries_due').on(table.nextAttemptAt).where(sql`${table.status} = 'pending'`),
  ],
);
