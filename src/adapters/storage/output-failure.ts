import { ProviderError } from '#adapters/provider-error.ts';

/** Fetching an output failed in a way that may pass by itself. */
export function retryOutput(code: string, message: string, cause?: unknown): ProviderError {
  return new ProviderError({ verdict: 'retry', code, message, cause });
}

/** The output will not be had by asking again. */
export function stopOutput(code: string, message: string, status: number | null = null): ProviderError {
  return new ProviderError({ verdict: 'terminal', code, message, status });
}

export function outputTooLarge(maxBytes: number): ProviderError {
  return stopOutput('output-too-large', `The output is larger than ${maxBytes} bytes.`);
}
