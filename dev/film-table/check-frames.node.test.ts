import { describe, expect, it } from 'vitest';
import { checkFrames, type DecodedFrames } from './check-frames.ts';
import { type ExpectedFilm, expectFilm, sharesAt } from './expected-film.ts';
import { DARK, groundLuma, LIGHT } from './marker.ts';
import { planFilm } from './plan-film.ts';
import type { Row } from './row.ts';
import type { Point, ScenePicture } from './scene-picture.ts';

const ROW: Row = {
  name: 'drawn',
  fps: 24,
  aspect: '16:9',
  fill: 'crop',
  song: 'wav',
  scenes: ['0 wide24', '0.5 full444', '1 wide23976 crossfade 0.3', '1.5 deep10 wipe-left 0.3'],
  short: 'hold',
};
/** Boundaries at frames 12, 24 and 36; the seams of seven frames take 20 to 26 and 32 to 38. */
const EXPECTED = expectFilm(planFilm(ROW, 2));
const SIZE = EXPECTED.width * EXPECTED.height;

/** No point is on the edge of a drawn wipe. */
const HARD = Number.NEGATIVE_INFINITY;

/** The film as it must be, drawn by the plan and not by FFmpeg. */
function draw(film: ExpectedFilm): DecodedFrames {
  const { width, height, pictures, frames } = film;
  const luma = new Uint8Array(frames.length * SIZE);
  for (const [number, frame] of frames.entries()) {
    for (let at = 0; at < SIZE; at += 1) {
      const point = { x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5 };
      const from = lumaOf(pictures[frame.shown.scene], point, frame.shown.pictureFrame);
      const shares = frame.seam === null ? undefined : sharesAt(frame.seam, point, film, HARD);
      const to =
        frame.seam === null
          ? from
          : lumaOf(pictures[frame.incoming.scene], point, frame.incoming.pictureFrame);
      luma[number * SIZE + at] = shares ? shares.outgoing * from + shares.incoming * to : from;
    }
  }
  return { width, height, luma };
}

function lumaOf(picture: ScenePicture | undefined, point: Point, frame: number): number {
  if (!picture) throw new RangeError('no such scene');
  const tone = picture.toneAt(point, frame, picture.sourceFrame(frame));
  return tone === 'dark' ? DARK : tone === 'light' ? LIGHT : groundLuma(picture.source);
}

const RIGHT = draw(EXPECTED);

/** The drawn film with its frames in another order; -1 is a black one. */
function reordered(order: (frame: number) => number, count = EXPECTED.frames.length): DecodedFrames {
  const black = new Uint8Array(SIZE).fill(16);
  const luma = new Uint8Array(count * SIZE);
  for (let frame = 0; frame < count; frame += 1) {
    const from = order(frame);
    luma.set(from < 0 ? black : RIGHT.luma.subarray(from * SIZE, (from + 1) * SIZE), frame * SIZE);
  }
  return { ...RIGHT, luma };
}

const LAST = EXPECTED.frames.length - 1;
const between = (frame: number, first: number, last: number) => frame >= first && frame <= last;

describe('the check of frames', () => {
  it('passes a film that is what its plan says', () => {
    expect(EXPECTED.frames).toHaveLength(48);
    expect(checkFrames(EXPECTED, RIGHT)).toEqual([]);
  });

  it.each<[string, DecodedFrames, RegExp]>([
    ['late by a frame', reordered((frame) => Math.max(0, frame - 1)), /frame 12: shows source/],
    ['early by a frame', reordered((frame) => Math.min(LAST, frame + 1)), /frame 11: shows source/],
    ['cut a frame too late', reordered((frame) => (frame === 12 ? 11 : frame)), /^frame 12: shows source/],
    ['cut a frame too early', reordered((frame) => (frame === 11 ? 12 : frame)), /^frame 11: shows source/],
    ['black at a cut', reordered((frame) => (frame === 12 ? -1 : frame)), /^frame 12: is black/],
    ['a frame short', reordered((frame) => frame, LAST), /^47 frames instead of 48/],
    ['a frame long', reordered((frame) => Math.min(LAST, frame), LAST + 2), /^49 frames instead of 48/],
    ['stuttering in a scene', reordered((frame) => (frame === 5 ? 4 : frame)), /^frame 5: shows frame 4 of/],
    [
      'fading a frame too late',
      reordered((frame) => (between(frame, 20, 26) ? frame - 1 : frame)),
      /^frame 2\d: is/,
    ],
    [
      'fading a frame too early',
      reordered((frame) => (between(frame, 20, 26) ? frame + 1 : frame)),
      /^frame 2\d: is/,
    ],
    [
      'wiped a frame too late',
      reordered((frame) => (between(frame, 32, 38) ? frame - 1 : frame)),
      /^frame 3\d: is not/,
    ],
    [
      'cut where it should fade',
      reordered((frame) => (between(frame, 20, 26) ? (frame < 24 ? 19 : 27) : frame)),
      /^frame 20: is/,
    ],
  ])('refuses a film that is %s', (_what, decoded, problem) => {
    expect(checkFrames(EXPECTED, decoded).join('\n')).toMatch(problem);
  });
});
