import { z } from 'zod';

/** A time in seconds; also accepts what models write instead: `"12.5"`, `"12.5s"`, `"1:05"`, `"0:01:05.5"`. */
export const Seconds = z.union([
  z.number(),
  z.string().transform((text, context) => {
    const clock = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)\s*s?$/.exec(text.trim());
    if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2] ?? 0) * 60 + Number(clock[3]);
    context.addIssue({ code: 'custom', message: 'expected a number of seconds' });
    return z.NEVER;
  }),
]);
