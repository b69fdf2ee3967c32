import { defineConfig } from 'drizzle-kit';

/** For `npm run db:generate`. Migrations are applied by dev/postgres/migrate.ts. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/adapters/postgres/schema/index.ts',
  out: './migrations',
});
