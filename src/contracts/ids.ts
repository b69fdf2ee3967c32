import { z } from 'zod';

/** Every id that OMVEE makes is a UUIDv7: unique, and sorted by time of birth. */
export const Id = z.uuidv7();
export type Id = z.infer<typeof Id>;

/** Milliseconds since the epoch, as stored. On the wire times are ISO 8601 in UTC. */
export const Timestamp = z.int().nonnegative();
export type Timestamp = z.infer<typeof Timestamp>;
