import { parseArgs } from 'node:util';
import { z } from 'zod';
import { faultRuleSchema } from './faults.ts';
import { latencyPatchSchema } from './latency.ts';

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown; // JSON.parse is typed any; the schema behind it decides
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

const environmentSchema = z.object({
  SIM_HOST: z.string().default('127.0.0.1'),
  SIM_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SIM_STATE_DIR: z.string().min(1),
  SIM_PUBLIC_URL: z.url().optional(),
  SIM_SEED: z.string().default('omvee'),
  SIM_DRAW: z.enum(['real', 'pool']).default('real'),
  SIM_POOL_DIR: z.string().optional(),
  SIM_FFMPEG_JOBS: z.coerce.number().int().min(1).default(2),
  SIM_RETENTION_MS: z.coerce.number().min(0).default(3_600_000),
  SIM_SONGS_DIR: z.string().optional(),
  SIM_FAULTS: json(z.array(faultRuleSchema)).default([]),
  SIM_LATENCY: json(latencyPatchSchema).optional(),
  SIM_WEBHOOK_RETRIES_MS: json(z.array(z.number().min(0))).default([1000, 2000, 4000, 8000, 16_000, 28_000]),
});

/** How the simulators run; see README.md for what each setting means. */
export interface SimulatorConfig {
  readonly host: string;
  readonly port: number;
  readonly stateDir: string;
  readonly publicUrl?: string | undefined;
  readonly seed: string;
  readonly draw: 'real' | 'pool';
  /** Where `pool` keeps its files; several runs may share it. Default: in the state folder. */
  readonly poolDir?: string | undefined;
  readonly ffmpegJobs: number;
  readonly retentionMs: number;
  readonly songsDir?: string | undefined;
  readonly faults: readonly z.infer<typeof faultRuleSchema>[];
  readonly latency?: z.infer<typeof latencyPatchSchema> | undefined;
  /** Pauses before the second, third … attempt of a terminal webhook. */
  readonly webhookRetriesMs: readonly number[];
}

/**
 * Reads `SIM_*` variables; `--port`, `--state-dir` and `--public-url` win over them.
 * @throws ZodError naming the setting that is wrong.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): SimulatorConfig {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'state-dir': { type: 'string' },
      'public-url': { type: 'string' },
    },
  });
  const settings = environmentSchema.parse({
    ...Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
    ...(values.port === undefined ? {} : { SIM_PORT: values.port }),
    ...(values['state-dir'] === undefined ? {} : { SIM_STATE_DIR: values['state-dir'] }),
    ...(values['public-url'] === undefined ? {} : { SIM_PUBLIC_URL: values['public-url'] }),
  });
  return {
    host: settings.SIM_HOST,
    port: settings.SIM_PORT,
    stateDir: settings.SIM_STATE_DIR,
    publicUrl: settings.SIM_PUBLIC_URL?.replace(/\/$/, ''),
    seed: settings.SIM_SEED,
    draw: settings.SIM_DRAW,
    poolDir: settings.SIM_POOL_DIR,
    ffmpegJobs: settings.SIM_FFMPEG_JOBS,
    retentionMs: settings.SIM_RETENTION_MS,
    songsDir: settings.SIM_SONGS_DIR,
    faults: settings.SIM_FAULTS,
    latency: settings.SIM_LATENCY,
    webhookRetriesMs: settings.SIM_WEBHOOK_RETRIES_MS,
  };
}
