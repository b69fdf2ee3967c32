import { log } from '#adapters/log.ts';
import { ProviderError } from '#adapters/provider-error.ts';
import type { Services } from '#adapters/services.ts';
import type { CancelMessage } from '#contracts/queue.ts';

/** Stops what an attempt started outside. Asking twice, or too late, changes nothing there. */
export async function cancelOutside(message: CancelMessage, services: Services): Promise<void> {
  const { service, externalId, projectId, taskId } = message;
  try {
    if (service === 'replicate') await services.replicate.cancelPrediction(externalId);
    else await services.media(externalId).cancel(externalId);
  } catch (error) {
    // What has ended cannot be canceled any more, and says so with a 4xx; anything else is tried again.
    if (!(error instanceof ProviderError) || error.verdict !== 'terminal') throw error;
    log('cancel.too-late', { projectId, taskId, service, error });
  }
}
