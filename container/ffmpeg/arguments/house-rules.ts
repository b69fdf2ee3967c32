/** What holds for every command line of FFmpeg, whoever built it. */

/**
 * Throws where an input has no named demuxer or may open more than files and pipes: FFmpeg would guess, and could be
 * made to guess a format that reads other files. That is a fault of ours, so no job gets past it. Pictures and sounds
 * that FFmpeg draws itself (`lavfi`) open nothing.
 */
export function refuseUnnamedInputs(args: readonly string[]): void {
  for (const input of split(args).inputs) {
    const demuxer = optionValue(input, '-f');
    if (demuxer === undefined) throw new Error('An input without a named demuxer.');
    if (demuxer !== 'lavfi' && optionValue(input, '-protocol_whitelist') !== 'file,pipe')
      throw new Error('An input that may open more than files and pipes.');
  }
}

/**
 * The same with a bound to the threads of every decoder and filter that has none yet: FFmpeg's own is one for each
 * core of the machine, with each decoder's frames in memory as often.
 */
export function withBoundThreads(args: readonly string[], threads: number): string[] {
  const bound = String(threads);
  const { inputs, rest } = split(args);
  const bounded = inputs.flatMap((input) =>
    input.includes('-threads') ? input : ['-threads', bound, ...input],
  );
  return ['-filter_threads', bound, '-filter_complex_threads', bound, ...bounded, ...rest];
}

/** Cuts a command line behind each input's name. */
function split(args: readonly string[]): { inputs: string[][]; rest: string[] } {
  const inputs: string[][] = [];
  let start = 0;
  for (let at = args.indexOf('-i'); at >= 0; at = args.indexOf('-i', start)) {
    inputs.push(args.slice(start, at + 2));
    start = at + 2;
  }
  return { inputs, rest: args.slice(start) };
}

function optionValue(options: readonly string[], name: string): string | undefined {
  const at = options.lastIndexOf(name);
  return at < 0 ? undefined : options[at + 1];
}
