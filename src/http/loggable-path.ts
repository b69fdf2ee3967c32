/** An address as it may be logged: a playback pass in it opens a film to whoever reads it. */
export function loggablePath(path: string): string {
  return path.replace(/(\/hls\/)[^/]+/, '$1…');
}
