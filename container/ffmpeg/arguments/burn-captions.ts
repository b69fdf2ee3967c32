/**
 * The filter that draws an ASS script over frames of the film's size. The frames' times are the script's times.
 * Scripts hold what users wrote: the file's name is ours and needs no quoting.
 *
 * @param script Name of a file in the job's folder.
 */
export function burnCaptions(script: string): string {
  return `ass=filename=${script}`;
}
