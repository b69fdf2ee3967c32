import type { LiveEvent, Snapshot } from './api-types.ts';
import { connectProject, type LiveOptions } from './live-events.ts';

/**
 * The live updates of a project for `for await`: every event once and in order, a snapshot where it begins or where
 * too much was missed. Leaving the loop closes the connection. Throws as `LiveConnection.ended` does.
 */
export async function* followProject(
  options: Omit<LiveOptions, 'onEvent' | 'onSnapshot'>,
): AsyncGenerator<LiveEvent | Snapshot, void, undefined> {
  const waiting: (LiveEvent | Snapshot)[] = [];
  let wake = () => {};
  let isOver = false;
  const take = (message: LiveEvent | Snapshot) => {
    waiting.push(message);
    wake();
  };
  const connection = connectProject({ ...options, onEvent: take, onSnapshot: take });
  const over = () => {
    isOver = true;
    wake();
  };
  connection.ended.then(over, over);
  try {
    for (;;) {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
      if (isOver) return await connection.ended;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    connection.close();
  }
}
