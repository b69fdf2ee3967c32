import { log } from '#adapters/log.ts';
import type { Timings } from './waiting.ts';

const SHOWN = ['auth', 'database', 'object', 'total'] as const;

/** What a request was waiting for, as `Server-Timing`. Source: W3C Server Timing. */
export function serverTiming(timings: Timings): string {
  let text = '';
  for (const name of SHOWN) {
    const milliseconds = timings.get(name);
    if (milliseconds === undefined) continue;
    text += `${text === '' ? '' : ', '}${name};dur=${Math.round(milliseconds * 10) / 10}`;
  }
  return text;
}

/** One answered request, without anything that tells whose it was. */
export interface AnsweredRequest {
  /** The pattern, e.g. `/api/projects/:projectId`; never the path that was asked for. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly caller: 'key' | 'token' | 'ticket' | 'nobody';
  readonly timings: Timings;
}

/**
 * Writes a data point: index 1 the route; blobs route, method, caller; doubles status and the milliseconds of auth,
 * database, object and total. See docs/architecture.md for a query.
 */
export function recordRequest(dataset: AnalyticsEngineDataset, request: AnsweredRequest): void {
  const { route, method, status, caller, timings } = request;
  const waits = SHOWN.map((name) => timings.get(name) ?? 0);
  try {
    dataset.writeDataPoint({
      // An index has room for 96 bytes.
      indexes: [route.slice(0, 96)],
      blobs: [route, method, caller],
      doubles: [status, ...waits],
    });
  } catch (error) {
    // Nobody is refused an answer because it cannot be counted.
    log('http.analytics-failed', { error });
  }
}
