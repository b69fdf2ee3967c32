import type { Services } from '#adapters/services.ts';
import type { CancelMessage } from '#contracts/queue.ts';

/** Stops what an attempt started outside. Asking twice, or too late, changes nothing there. */
export async function cancelOutside(message: CancelMessage, services: Services): Promise<void> {
  if (message.service === 'replicate') await services.replicate.cancelPrediction(message.externalId);
  else await services.media(message.externalId).cancel(message.externalId);
}
