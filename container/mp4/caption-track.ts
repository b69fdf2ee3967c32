import type { Cue } from '#contracts/media-jobs/assemble.ts';
import { box, fullBox, UNITY_MATRIX, u16, u32, u32List } from './boxes.ts';

/** Captions are timed to the millisecond. */
const TICKS_PER_MILLISECOND = 240;
/**
 * Ticks per second: more than any other track has, since FFmpeg's muxer compares the times of a caption track with
 * those of others without looking at their clocks, and where they seem to be ahead puts empty samples in.
 */
const TIMESCALE = 1_000 * TICKS_PER_MILLISECOND;
/** Text is counted in 16 bits. */
const MAX_TEXT_BYTES = 65_535;

/** Text and how long it stays, in milliseconds; no text is a gap. */
interface Sample {
  text: string;
  duration: number;
}

/** Cues as a track has them: in order, none over another, filling the film with gaps between them. */
export function captionSamples(cues: readonly Cue[], filmSeconds: number): Sample[] {
  const film = Math.round(filmSeconds * 1_000);
  const times = cues
    .map(({ startSeconds, endSeconds, text }) => ({
      start: Math.round(startSeconds * 1_000),
      end: Math.min(film, Math.round(endSeconds * 1_000)),
      text,
    }))
    .sort((one, other) => one.start - other.start);
  const samples: Sample[] = [];
  let at = 0;
  for (const [index, { start, end, text }] of times.entries()) {
    const until = Math.min(end, times[index + 1]?.start ?? film);
    if (until <= start) continue;
    if (start > at) samples.push({ text: '', duration: start - at });
    samples.push({ text, duration: until - start });
    at = until;
  }
  return at < film && samples.length > 0 ? [...samples, { text: '', duration: film - at }] : samples;
}

/**
 * An MP4 with a track of timed text (3GPP TS 26.245), or undefined where no cue is to be seen. Written here and not by
 * FFmpeg, which reads markup into captions (`<3`, `{…}`, `\N`): the given words stay as they are, byte for byte.
 */
export function captionTrack(cues: readonly Cue[], filmSeconds: number): Buffer | undefined {
  const samples = captionSamples(cues, filmSeconds);
  if (samples.length === 0) return undefined;
  const bytes = samples.map(({ text }) => {
    const utf8 = Buffer.from(text, 'utf8');
    if (utf8.length > MAX_TEXT_BYTES) throw new RangeError('a caption is too long');
    return Buffer.concat([u16(utf8.length), utf8]);
  });
  const head = box('ftyp', Buffer.from('isom'), u32(0), Buffer.from('isom3gp6'));
  const media = box('mdat', ...bytes);
  const ticks = samples.reduce((sum, { duration }) => sum + duration, 0) * TICKS_PER_MILLISECOND;
  const tables = box(
    'stbl',
    fullBox('stsd', 0, u32(1), textDescription()),
    fullBox(
      'stts',
      0,
      u32(samples.length),
      u32List(samples.flatMap(({ duration }) => [1, duration * TICKS_PER_MILLISECOND])),
    ),
    fullBox('stsc', 0, u32(1, 1, samples.length, 1)),
    fullBox('stsz', 0, u32(0, samples.length), u32List(bytes.map(({ length }) => length))),
    fullBox('stco', 0, u32(1, head.length + 8)),
  );
  const track = box(
    'trak',
    fullBox('tkhd', 3, u32(0, 0, 1, 0, ticks, 0, 0, 0, 0), UNITY_MATRIX, u32(0, 0)),
    box(
      'mdia',
      fullBox('mdhd', 0, u32(0, 0, TIMESCALE, ticks, 0x55c40000)),
      fullBox('hdlr', 0, u32(0), Buffer.from('sbtl'), u32(0, 0, 0), Buffer.from([0])),
      box('minf', fullBox('nmhd', 0), box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1))), tables),
    ),
  );
  const header = fullBox(
    'mvhd',
    0,
    u32(0, 0, TIMESCALE, ticks, 0x10000, 0x1000000, 0, 0),
    UNITY_MATRIX,
    u32(0, 0, 0, 0, 0, 0, 2),
  );
  return Buffer.concat([head, media, box('moov', header, track)]);
}

/** White text in the middle at the bottom, in the player's sans-serif. */
function textDescription(): Buffer {
  const white = 0xffffffff;
  const font = Buffer.from('Sans-Serif', 'latin1');
  return box(
    'tx3g',
    u32(0),
    u16(0, 1),
    u32(0),
    Buffer.from([1, 0xff]),
    u32(0),
    u16(0, 0, 0, 0),
    u16(0, 0, 1),
    Buffer.from([0, 18]),
    u32(white),
    box('ftab', u16(1, 1), Buffer.from([font.length]), font),
  );
}
