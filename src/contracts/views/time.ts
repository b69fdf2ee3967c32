import { z } from 'zod';

/** A moment on the wire: ISO 8601 in UTC. */
export const Time = z.iso.datetime().meta({ example: '2026-11-22T10:00:00.000Z' });

export const born = { createdAt: Time, updatedAt: Time };
