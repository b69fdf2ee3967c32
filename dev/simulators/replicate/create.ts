import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { endExchange, passGate } from '../gate.ts';
import { type Exchange, parseJson, readBody, sendJson } from '../http.ts';
import { describeWebhook, inputHash } from '../ledger.ts';
import { uniqueName } from '../random.ts';
import { type CreateBody, parseCancelAfter, parseCreateBody, parsePrefer } from './create-request.ts';
import { sendBadVersion, sendFault, sendInvalid, sendNotFound, sendProblem } from './errors.ts';
import { findInvalidFields } from './input-schema.ts';
import { findModel, type ResolvedVersion, resolveVersion } from './models.ts';
import { isTerminal, type Prediction } from './prediction.ts';
import type { PredictionStore } from './prediction-store.ts';
import type { Runner } from './runner.ts';
import { viewPrediction } from './view.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface CreateDeps {
  readonly context: Context;
  readonly predictions: PredictionStore;
  readonly runner: Runner;
}

function fateOf(fault: Fault | undefined): Prediction['fate'] {
  switch (fault?.type) {
    case 'prediction-failed':
      return { type: 'fail', error: fault.error };
    case 'prediction-canceled':
      return { type: 'cancel' };
    case 'prediction-aborted':
      return { type: 'abort' };
    case 'prediction-hangs':
      return { type: 'hang' };
    default:
      return { type: 'succeed' };
  }
}

function textPrompt(input: Readonly<Record<string, unknown>>): string {
  return typeof input.prompt === 'string' ? input.prompt : '';
}

/** Stores the prediction and puts it on the bill: from here on it exists, whatever becomes of the answer. */
function accept(
  { context, predictions }: CreateDeps,
  body: CreateBody,
  { model, version }: ResolvedVersion,
  cancelAfterMs: number | undefined,
  fault: Fault | undefined,
): Prediction {
  const now = Date.now();
  const early = fault?.type === 'webhook-early';
  const latency = context.latencies.sample(model.kind, model.slug, textPrompt(body.input));
  const prediction: Prediction = {
    id: uniqueName(26, 'lower'),
    kind: model.kind,
    model: model.slug,
    version,
    input: body.input,
    webhook: body.webhook,
    webhookEvents: body.events,
    status: 'starting',
    outputPaths: null,
    logs: '',
    error: null,
    dataRemoved: false,
    createdAtMs: now,
    startAtMs: now + (early ? 0 : latency.startMs),
    dueAtMs: now + (early ? 0 : latency.totalMs),
    deadlineMs: cancelAfterMs === undefined ? undefined : now + cancelAfterMs,
    latencyMs: latency.totalMs,
    fate: fateOf(fault),
  };
  predictions.insert(prediction);
  context.ledger.pay({
    id: prediction.id,
    service: 'replicate',
    kind: model.kind,
    model: model.slug,
    inputHash: inputHash(body.input),
    ...describeWebhook(body.webhook),
    createdAt: new Date(now).toISOString(),
    status: 'running',
    latencyMs: latency.totalMs,
    costUsd: Math.round(model.costUsd(body.input) * 1e6) / 1e6,
  });
  return prediction;
}

/** `POST /predictions` (`slug` undefined) and `POST /models/{owner}/{name}/predictions`. */
export async function createPrediction(
  deps: CreateDeps,
  exchange: Exchange,
  slug: string | undefined,
): Promise<void> {
  const { context, runner } = deps;
  const { bytes, totalBytes } = await readBody(exchange, MAX_BODY_BYTES);
  if (totalBytes > MAX_BODY_BYTES) {
    return sendProblem(exchange, {
      title: 'Request Entity Too Large',
      detail: 'The request body is too large.',
      status: 413,
    });
  }
  const json = parseJson(bytes.toString('utf8'));
  const body = json === undefined ? undefined : parseCreateBody(json, slug === undefined);
  const valid = body !== undefined && 'input' in body ? body : undefined;
  const resolved =
    slug === undefined
      ? resolveVersion(valid?.version ?? '')
      : ((model) => model && { model, version: 'hidden' })(findModel(slug));
  const fault = context.faults.take({
    service: 'replicate',
    kind: 'create',
    model: slug ?? resolved?.model.slug ?? valid?.version,
    prompt: textPrompt(valid?.input ?? {}),
    webhook: valid?.webhook,
  });
  const after = await passGate(exchange, fault, (refusal) => sendFault(exchange, refusal));
  if (after === undefined) return;

  if (slug !== undefined && resolved === undefined) return sendNotFound(exchange);
  if (body === undefined) {
    return sendProblem(exchange, {
      title: 'Bad Request',
      detail: 'The request body is not valid JSON',
      status: 400,
    });
  }
  if (valid === undefined) return sendInvalid(exchange, 'input' in body ? [] : body);
  if (resolved === undefined) return sendBadVersion(exchange);
  const waitMs = parsePrefer(exchange.request.headers);
  if (typeof waitMs === 'object') return sendInvalid(exchange, [waitMs]);
  const cancelAfterMs = parseCancelAfter(exchange.request.headers['cancel-after']);
  if (typeof cancelAfterMs === 'object') return sendInvalid(exchange, [cancelAfterMs]);
  const invalid = findInvalidFields(resolved.model.fields, valid.input);
  if (invalid.length > 0) return sendInvalid(exchange, invalid);

  const accepted = accept(deps, valid, resolved, cancelAfterMs, fault);
  const hasOutput = (prediction: Prediction): boolean =>
    prediction.outputPaths !== null || isTerminal(prediction);
  const ready =
    fault?.type === 'webhook-early'
      ? runner.watchDelivered(accepted.id)
      : waitMs > 0 && runner.watch(accepted.id, hasOutput, waitMs);
  runner.begin(accepted);
  const shown = (await ready) || accepted;
  endExchange(exchange, after, () => {
    const view = viewPrediction(fault?.type === 'webhook-early' ? accepted : shown, context.publicUrl());
    const headers = { location: `${context.publicUrl()}/replicate/v1/predictions/${accepted.id}` };
    // 202 says that a wait ended without output; without `Prefer` the live answer is 201.
    sendJson(exchange, waitMs > 0 && !hasOutput(shown) ? 202 : 201, view, headers);
  });
}
