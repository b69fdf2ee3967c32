import type { MediaErrorCode } from '#contracts/media.ts';

/** Why a job ends without a result. The message is read by users: no paths, no URLs. */
export class MediaFailure extends Error {
  readonly code: MediaErrorCode;

  constructor(code: MediaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MediaFailure';
    this.code = code;
  }
}

/** The failure that an aborted signal stands for: its reason if that is one, else `canceled`. */
export function failureOfAbort(signal: AbortSignal): MediaFailure {
  return signal.reason instanceof MediaFailure
    ? signal.reason
    : new MediaFailure('canceled', 'The job was canceled.');
}
