/** What OpenRouter answers. Errors come in more shapes than the documentation shows, so every field may be missing. */
import { z } from 'zod';

const Optional = {
  text: z.string().nullish().catch(null),
  number: z.number().nullish().catch(null),
};

/** The object under `error`. `code` is an HTTP status, a word, or absent in favour of `error_type`. */
export const OpenRouterError = z.object({
  code: z.union([z.number(), z.string()]).nullish().catch(null),
  http_status: Optional.number,
  error_type: Optional.text,
  message: Optional.text,
  metadata: z
    .object({
      /** What the upstream said: text, sometimes itself JSON. */
      raw: Optional.text,
      provider_name: Optional.text,
      error_type: Optional.text,
      retry_after: Optional.number,
    })
    .nullish()
    .catch(null),
  availability: z.object({ retry_after: Optional.number }).nullish().catch(null),
});
export type OpenRouterError = z.infer<typeof OpenRouterError>;

/** A whole body that is an error; also sent with status 200. Its sibling `user_id` is left out on purpose. */
export const ErrorBody = z.object({ error: OpenRouterError });

const Choice = z.object({
  finish_reason: Optional.text,
  /** The other error that comes with status 200. */
  error: OpenRouterError.nullish(),
  message: z.object({ content: z.string().nullish(), refusal: Optional.text }).nullish(),
});

export const Completion = z.object({
  id: Optional.text,
  /** The dated name of the model that ran; differs from the one asked for. */
  model: z.string(),
  choices: z.array(Choice).min(1),
  /** `cost` is in credits, and one credit is one US dollar. */
  usage: z
    .object({ cost: z.number().nonnegative().nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type Completion = z.infer<typeof Completion>;
