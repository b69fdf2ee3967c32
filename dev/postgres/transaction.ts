import type { Statement, StatementResult, TransactionOptions } from './engine.ts';

const ISOLATION = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
} as const;

/**
 * All statements in one transaction on one connection, or none of them.
 *
 * @param run sends one statement on that connection; throws where it fails
 */
export async function runBatch(
  run: (statement: Statement) => Promise<StatementResult>,
  statements: readonly Statement[],
  options: TransactionOptions,
): Promise<StatementResult[]> {
  const results: StatementResult[] = [];
  await run({ query: begin(options), params: [] });
  try {
    for (const statement of statements) results.push(await run(statement));
    await run({ query: 'COMMIT', params: [] });
  } catch (error) {
    // What failed first is the answer; a connection that cannot even roll back is lost, and its transaction with it.
    await run({ query: 'ROLLBACK', params: [] }).catch(() => undefined);
    throw error;
  }
  return results;
}

function begin({ isolation, readOnly, deferrable }: TransactionOptions): string {
  const words = ['BEGIN'];
  if (isolation !== null) words.push(`ISOLATION LEVEL ${ISOLATION[isolation]}`);
  if (readOnly !== null) words.push(readOnly ? 'READ ONLY' : 'READ WRITE');
  if (deferrable !== null) words.push(deferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE');
  return words.join(' ');
}
