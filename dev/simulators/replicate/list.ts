import type { Context } from '../context.ts';
import { type Exchange, sendJson } from '../http.ts';
import { sendInvalid } from './errors.ts';
import type { PredictionStore } from './prediction-store.ts';
import { viewPrediction } from './view.ts';

const PAGE_SIZE = 100;

/** Cursors are opaque to clients: a direction and the sequence number of the page's edge. */
function encodeCursor(direction: 'n' | 'p', seq: number): string {
  return Buffer.from(`${direction}=${seq}`).toString('base64url');
}

function decodeCursor(cursor: string): { direction: string; seq: number } | undefined {
  const match = /^([np])=(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] === undefined ? undefined : { direction: match[1], seq: Number(match[2]) };
}

/** `GET /predictions`: 100 per page, newest first, with `created_after`, `created_before` and `source`. */
export function listPredictions(context: Context, predictions: PredictionStore, exchange: Exchange): void {
  const query = exchange.url.searchParams;
  const given = query.get('cursor');
  const cursor = given === null ? undefined : decodeCursor(given);
  const instant = (name: string): number | undefined => {
    const value = query.get(name);
    return value === null ? undefined : Date.parse(value);
  };
  const createdAfterMs = instant('created_after');
  const createdBeforeMs = instant('created_before');
  if (
    (given !== null && cursor === undefined) ||
    Number.isNaN(createdAfterMs) ||
    Number.isNaN(createdBeforeMs)
  ) {
    sendInvalid(exchange, [{ type: 'format', field: 'query', description: 'Invalid cursor or date' }]);
    return;
  }
  const page = predictions.page({
    limit: PAGE_SIZE,
    olderThan: cursor?.direction === 'n' ? cursor.seq : undefined,
    newerThan: cursor?.direction === 'p' ? cursor.seq : undefined,
    createdAfterMs,
    createdBeforeMs,
  });
  const link = (direction: 'n' | 'p', seq: number | undefined): string | null => {
    if (seq === undefined) return null;
    const parameters = new URLSearchParams(query);
    parameters.set('cursor', encodeCursor(direction, seq));
    return `${context.publicUrl()}/replicate/v1/predictions?${parameters}`;
  };
  // Everything made here came through the API.
  const shown = query.get('source') === 'web' ? [] : page.predictions;
  sendJson(exchange, 200, {
    next: link('n', page.olderThan),
    previous: link('p', page.newerThan),
    results: shown.map((prediction) => viewPrediction(prediction, context.publicUrl())),
  });
}
