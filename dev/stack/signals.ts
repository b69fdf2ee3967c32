/** Each with its customary exit code: 128 and the signal's number. */
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * Has the process end in good order when it is asked to, and at once when it is asked twice.
 *
 * @param stop ends everything, then the process exits
 * @param abandon ends everything now, without waiting; also when the process exits for another reason
 * @returns undoes it
 */
export function onSignals(stop: () => Promise<void>, abandon: () => void): () => void {
  let isAsked = false;
  const handlers = SIGNALS.map(([signal, code]) => {
    const exit = () => process.exit(code);
    const handle = () => {
      if (isAsked) {
        abandon();
        exit();
      }
      isAsked = true;
      stop().then(exit, exit);
    };
    process.on(signal, handle);
    return () => process.off(signal, handle);
  });
  process.on('exit', abandon);
  return () => {
    process.off('exit', abandon);
    // While it stops, a second signal must still be heard.
    if (!isAsked) for (const forget of handlers) forget();
  };
}
