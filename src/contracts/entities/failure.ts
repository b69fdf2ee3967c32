import { z } from 'zod';

/** Why something failed, in words that a user understands. `code` is stable, `message` is for people. */
export const ProblemDetail = z.object({
  code: z.string(),
  message: z.string(),
  /** Whether the same request may succeed later without a change. */
  retryable: z.boolean(),
});
export type ProblemDetail = z.infer<typeof ProblemDetail>;
