import { z } from 'zod';

/**
 * Every id that OMVEE makes is a UUIDv7: unique, and sorted by time of birth. It is written in lower case and read in any
 * (RFC 9562, section 4), since some languages print theirs in upper case.
 */
export const Id = z.uuidv7().toLowerCase();
export type Id = z.infer<typeof Id>;

/** Milliseconds since the epoch, as stored. On the wire times are ISO 8601 in UTC. */
export const Timestamp = z.int().nonnegative();
export type Timestamp = z.infer<typeof Timestamp>;
