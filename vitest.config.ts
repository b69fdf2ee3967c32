import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** Two worlds: plain Node for the rules, the tools and whole-stack tests, workerd for the object and the consumers. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{src,workers,container,dev}/**/*.node.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workers',
          include: ['{src,workers}/**/*.workers.test.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
