import { inputArguments, type LocalInput } from './input.ts';
import { turnArguments, turnFilters } from './turn.ts';

/** One frame, through a filter, as a picture: a PNG where the name ends in `.png`, else a JPEG. */
export function pictureArguments(
  input: LocalInput,
  stream: number,
  atSeconds: number,
  filter: string,
  output: string,
): string[] {
  const encoder = output.endsWith('.png')
    ? ['-c:v', 'png', '-pix_fmt', 'rgb24', '-f', 'image2', '-update', '1']
    : ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg'];
  return [
    ...(atSeconds > 0 ? ['-ss', atSeconds.toFixed(6)] : []),
    ...turnArguments(input),
    ...inputArguments(input),
    ...['-map', `0:${stream}`, '-frames:v', '1', '-vf', [...turnFilters(input), filter].join(',')],
    ...['-map_metadata', '-1', ...encoder, output],
  ];
}

/** A picture of at most `maxWidth`, in its shape as displayed (square pixels, turned upright), in JPEG's colours. */
export function posterFilter(maxWidth: number): string {
  const colours = 'out_color_matrix=bt601:out_range=pc';
  return `scale=w='max(1,min(${maxWidth},trunc(iw*sar)))':h='max(1,trunc(ow/dar))':${colours},setsar=1`;
}
