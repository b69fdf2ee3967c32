import { z } from 'zod';

/** Where the service fetches an input with GET. The URL may carry a signature: never log or store it. */
export const InputUrl = z.url({ protocol: /^https?$/ });
/** Where the service stores a result with one PUT. The URL may carry a signature: never log or store it. */
export const OutputTarget = z.object({
  url: z.url({ protocol: /^https?$/ }),
  contentType: z.string(),
});
export type OutputTarget = z.infer<typeof OutputTarget>;
