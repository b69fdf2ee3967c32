import { z } from 'zod';
import { EVENT_VIEWS, ProjectEvent, Ready, Snapshot } from '#contracts/events.ts';

/**
 * JSON schemas of the live messages and of what they carry, by name, with references as an OpenAPI document has
 * them. Says of each event which view it carries, where the contract itself is satisfied with an id.
 */
export function liveSchemas(): Record<string, unknown> {
  const { seq, at } = ProjectEvent.shape;
  const events = Object.entries(EVENT_VIEWS).flatMap(([kind, view]) => [
    z.object({ type: z.literal(`${kind}.updated`), seq, at, data: view }),
    z.object({ type: z.literal(`${kind}.removed`), seq, at, data: z.object({ id: z.string() }) }),
  ]);
  const messages = z.object({ LiveEvent: z.union(events), Snapshot, Ready });
  const { $defs, properties } = z.toJSONSchema(messages);
  const inPlace = JSON.stringify({ ...$defs, LiveEvent: properties?.LiveEvent });
  // What zod keeps beside a schema, the document keeps among its components.
  return JSON.parse(inPlace.replaceAll('"#/$defs/', '"#/components/schemas/'));
}
