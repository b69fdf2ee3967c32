import { inputArguments, type LocalInput } from './input.ts';

/** One frame as a JPEG of at most `maxWidth`, in its shape as displayed (square pixels, turned upright). */
export function posterArguments(
  input: LocalInput,
  stream: number,
  atSeconds: number,
  maxWidth: number,
  output: string,
): string[] {
  return [
    ...(atSeconds > 0 ? ['-ss', atSeconds.toFixed(6)] : []),
    ...inputArguments(input),
    ...['-map', `0:${stream}`, '-frames:v', '1'],
    ...[
      '-vf',
      `scale=w='max(1,min(${maxWidth},trunc(iw*sar)))':h='max(1,trunc(ow/dar))':out_range=pc,setsar=1`,
    ],
    ...['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-map_metadata', '-1', '-f', 'mjpeg', output],
  ];
}
