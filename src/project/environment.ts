import { z } from 'zod';
import type { AdapterEnv } from '#adapters/environment.ts';
import { TaskKind } from '#contracts/entities/index.ts';
import type { QueueMessage, QueueName } from '#contracts/queue.ts';
import { DEFAULT_POLICY, type Policy } from '#domain/pipeline/context.ts';
import type { ProjectObject } from './project-object.ts';

/** What the object needs of the Worker's environment. */
export interface ProjectEnv {
  readonly LANGUAGE_QUEUE: Queue<QueueMessage>;
  readonly PREDICTIONS_QUEUE: Queue<QueueMessage>;
  readonly MEDIA_QUEUE: Queue<QueueMessage>;
  readonly TRANSFERS_QUEUE: Queue<QueueMessage>;
  readonly RECORDS_QUEUE: Queue<QueueMessage>;
  /** JSON object that overrides waiting times and limits of `DEFAULT_POLICY`. */
  readonly POLICY?: string;
}

export function queueOf(env: ProjectEnv, name: QueueName): Queue<QueueMessage> {
  switch (name) {
    case 'language':
      return env.LANGUAGE_QUEUE;
    case 'predictions':
      return env.PREDICTIONS_QUEUE;
    case 'media':
      return env.MEDIA_QUEUE;
    case 'transfers':
      return env.TRANSFERS_QUEUE;
    case 'records':
      return env.RECORDS_QUEUE;
    default:
      return name satisfies never;
  }
}

/** The whole environment of the Worker. */
export interface Env extends ProjectEnv, AdapterEnv {
  readonly PROJECTS: DurableObjectNamespace<ProjectObject>;
  readonly ASSETS?: Fetcher;
}

const PolicyOverrides = z.object({
  leaseSeconds: z.number().positive().optional(),
  resendSeconds: z.number().positive().optional(),
  resendCapSeconds: z.number().positive().optional(),
  pollSeconds: z.number().positive().optional(),
  pollCapSeconds: z.number().positive().optional(),
  searches: z.int().positive().optional(),
  searchSeconds: z.number().positive().optional(),
  languageAttempts: z.int().positive().optional(),
  maxAttempts: z.int().positive().optional(),
  maxProviderFailures: z.int().positive().optional(),
  backoffBaseSeconds: z.number().positive().optional(),
  backoffCapSeconds: z.number().positive().optional(),
  outsideSeconds: z.partialRecord(TaskKind, z.number().positive()).optional(),
  unconfirmedSeconds: z.number().positive().optional(),
  recordsResendSeconds: z.number().positive().optional(),
  maxSongSeconds: z.number().positive().optional(),
  maxSongBytes: z.int().positive().optional(),
  maxImageBytes: z.int().positive().optional(),
  maxClipBytes: z.int().positive().optional(),
  maxImagePixels: z.int().positive().optional(),
  maxClipPixels: z.int().positive().optional(),
  maxClipSeconds: z.number().positive().optional(),
  multipartBytes: z.int().positive().optional(),
  abandonUploadSeconds: z.number().positive().optional(),
});

/** The engine's policy, with what the deployment overrides. Throws where that is not valid. */
export function policyOf(env: { readonly POLICY?: string }): Policy {
  if (!env.POLICY) return DEFAULT_POLICY;
  const overrides = PolicyOverrides.strict().parse(JSON.parse(env.POLICY));
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const outsideSeconds = { ...DEFAULT_POLICY.outsideSeconds, ...overrides.outsideSeconds };
  return { ...DEFAULT_POLICY, ...given, outsideSeconds };
}
