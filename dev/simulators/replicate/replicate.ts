import type { Context } from '../context.ts';
import type { CallKind } from '../faults.ts';
import { endExchange, passGate } from '../gate.ts';
import { bearerOf, type Exchange, isGoodToken, sendJson } from '../http.ts';
import { createPrediction } from './create.ts';
import { sendFault, sendNotFound, sendThrottled, sendUnauthenticated } from './errors.ts';
import { listPredictions } from './list.ts';
import { describeModel, findModel } from './models.ts';
import type { Prediction } from './prediction.ts';
import { PredictionStore } from './prediction-store.ts';
import { startRetention } from './retention.ts';
import { Runner } from './runner.ts';
import { viewPrediction } from './view.ts';
import { webhookSecret } from './webhook-signature.ts';
import { Webhooks } from './webhooks.ts';

/** The Replicate simulator: `handle` serves `/replicate/v1/...`, the path given without `replicate`. */
export interface Replicate {
  handle(exchange: Exchange): Promise<void>;
  /** Takes up unfinished predictions and undelivered webhooks of an earlier process. */
  resume(): void;
  stop(): void;
}

export function createReplicate(context: Context): Replicate {
  const predictions = new PredictionStore(context.store);
  const webhooks = new Webhooks(context);
  const runner = new Runner(context, predictions, webhooks);
  let stopRetention = (): void => {};

  async function answer(
    exchange: Exchange,
    kind: CallKind,
    prediction: Prediction | undefined,
    act: () => unknown,
  ): Promise<void> {
    const fault = context.faults.take({
      service: 'replicate',
      kind,
      model: prediction?.model,
      webhook: prediction?.webhook,
      prompt: typeof prediction?.input?.prompt === 'string' ? prediction.input.prompt : undefined,
    });
    const after = await passGate(exchange, fault, (refusal) => sendFault(exchange, refusal));
    if (after === undefined) return;
    const body = await act();
    endExchange(exchange, after, () =>
      body === undefined ? sendNotFound(exchange) : sendJson(exchange, 200, body),
    );
  }

  const view = (prediction: Prediction | undefined): unknown =>
    prediction === undefined ? undefined : viewPrediction(prediction, context.publicUrl());

  async function handle(exchange: Exchange): Promise<void> {
    const token = bearerOf(exchange);
    if (token === undefined || !isGoodToken(token, 'r8_')) return sendUnauthenticated(exchange);
    const [version, ...rest] = exchange.path;
    const route = `${exchange.method} ${rest[0] ?? ''}/${rest.length}`;
    const isCreate =
      route === 'POST predictions/1' || (route === 'POST models/4' && rest[3] === 'predictions');
    const waitSeconds = context.limits.take(isCreate ? 'create' : 'other', token);
    if (waitSeconds !== undefined) {
      const { createPerMinute, retryAfterHeader } = context.limits.current();
      const lowCredit = isCreate && createPerMinute <= 6;
      return sendThrottled(exchange, waitSeconds, { lowCredit, header: retryAfterHeader });
    }
    const slug = `${rest[1]}/${rest[2]}`;
    if (version !== 'v1') return sendNotFound(exchange);
    if (isCreate) {
      return createPrediction(
        { context, predictions, runner },
        exchange,
        rest.length === 1 ? undefined : slug,
      );
    }
    switch (route) {
      case 'GET predictions/1':
        return answerList(exchange);
      case 'GET predictions/2': {
        const prediction = predictions.find(rest[1] ?? '');
        return answer(exchange, 'get', prediction, () => view(predictions.find(rest[1] ?? '')));
      }
      case 'POST predictions/3': {
        if (rest[2] !== 'cancel') return sendNotFound(exchange);
        const prediction = predictions.find(rest[1] ?? '');
        return answer(exchange, 'cancel', prediction, async () => view(await runner.cancel(rest[1] ?? '')));
      }
      case 'GET models/3': {
        const model = findModel(slug);
        return model === undefined ? sendNotFound(exchange) : sendJson(exchange, 200, describeModel(model));
      }
      case 'GET webhooks/3':
        if (rest[1] !== 'default' || rest[2] !== 'secret') return sendNotFound(exchange);
        return sendJson(exchange, 200, { key: webhookSecret(context.store) });
      case 'GET account/1':
        return sendJson(exchange, 200, {
          type: 'user',
          username: 'simulated',
          name: 'Simulated',
          github_url: null,
        });
      default:
        return sendNotFound(exchange);
    }
  }

  async function answerList(exchange: Exchange): Promise<void> {
    const fault = context.faults.take({ service: 'replicate', kind: 'list' });
    const after = await passGate(exchange, fault, (refusal) => sendFault(exchange, refusal));
    if (after !== undefined)
      endExchange(exchange, after, () => listPredictions(context, predictions, exchange));
  }

  return {
    handle,
    resume: () => {
      stopRetention = startRetention(context, predictions);
      for (const prediction of predictions.unfinished()) runner.begin(prediction);
      webhooks.resume();
    },
    stop: () => {
      stopRetention();
      runner.stop();
      webhooks.stop();
    },
  };
}
