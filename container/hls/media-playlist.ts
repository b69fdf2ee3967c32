/** A segment of a media playlist: seconds, and bytes of the file that all segments lie in. */
export interface HlsSegment {
  durationSeconds: number;
  bytes: number;
}

/** The segments of a media playlist (RFC 8216 4.3) whose segments are ranges of bytes. */
export function readMediaPlaylist(text: string): HlsSegment[] {
  const segments: HlsSegment[] = [];
  let durationSeconds = Number.NaN;
  for (const line of text.split(/\r?\n/)) {
    const duration = /^#EXTINF:([\d.]+),/.exec(line)?.[1];
    if (duration !== undefined) durationSeconds = Number(duration);
    const bytes = /^#EXT-X-BYTERANGE:(\d+)/.exec(line)?.[1];
    if (bytes !== undefined) segments.push({ durationSeconds, bytes: Number(bytes) });
  }
  return segments;
}

/** Bits per second: of the segment that takes most, and over all. */
export function bitRates(segments: readonly HlsSegment[]): { peak: number; average: number } {
  const rate = (bytes: number, seconds: number) => (seconds > 0 ? Math.ceil((bytes * 8) / seconds) : 0);
  // A last segment of some frames says nothing of what a network must carry.
  const long = segments.filter(({ durationSeconds }) => durationSeconds >= 1);
  const judged = long.length > 0 ? long : segments;
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const seconds = segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
  const peak = Math.max(...judged.map((segment) => rate(segment.bytes, segment.durationSeconds)));
  const average = rate(bytes, seconds);
  return { peak: Math.max(peak, average), average };
}
