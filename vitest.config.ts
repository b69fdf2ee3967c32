import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// Tests start the same programs again and again; what Node compiled once it need not compile for each of them.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

/** Two worlds: plain Node for the rules, the tools and whole-stack tests, workerd for the object and the consumers. */
export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{src,workers,container,dev}/**/*.node.test.ts'],
          setupFiles: ['dev/setup/property-seed.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Files share a process, so that what they import is read once, and every core works.
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'stack',
          environment: 'node',
          include: ['dev/**/*.stack.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Most files share one stack; they wait more than they work, and come after everything else.
          globalSetup: ['dev/e2e/lend-stack.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        plugins: [
          cloudflareTest({
            main: './src/index.ts',
            // As in wrangler.toml, but without consumers: tests deliver messages themselves, twice and out of order.
            miniflare: {
              compatibilityDate: '2026-10-01',
              compatibilityFlags: ['nodejs_compat'],
              durableObjects: {
                PROJECTS: { className: 'ProjectObject', useSQLite: true },
                MEDIA_CONTAINER: { className: 'MediaContainer', useSQLite: true },
              },
              // Nothing is limited by itself; the tests of the limits put this one in the place of the real ones.
              ratelimits: {
                THREE_A_MINUTE: { namespace_id: '1', simple: { limit: 3, period: 60 } },
                ALSO_THREE_A_MINUTE: { namespace_id: '2', simple: { limit: 3, period: 60 } },
              },
              r2Buckets: { MEDIA_BUCKET: 'omvee-media' },
              queueProducers: {
                LANGUAGE_QUEUE: 'omvee-language',
                PREDICTIONS_QUEUE: 'omvee-predictions',
                MEDIA_QUEUE: 'omvee-media',
                TRANSFERS_QUEUE: 'omvee-transfers',
                RECORDS_QUEUE: 'omvee-records',
              },
              bindings: {
                REPLICATE_WEBHOOK_SECRET: 'whsec_cmVwbGljYXRlLXRlc3Qtc2VjcmV0LTMyLWJ5dGVz',
                MEDIA_WEBHOOK_SECRET: 'whsec_bWVkaWEtc2VydmljZS10ZXN0LXNlY3JldC0zMmI=',
                TICKET_SECRET: 'test',
              },
            },
          }),
        ],
        test: {
          name: 'workers',
          include: ['{src,workers}/**/*.workers.test.ts'],
          testTimeout: 30_000,
          // One workerd for all files: each of its starts reads the whole application. Projects have ids of their own.
          isolate: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
