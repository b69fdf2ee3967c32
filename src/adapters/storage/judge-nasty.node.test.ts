import { beforeAll, describe, expect, it } from 'vitest';
import { makeNastyFiles } from '#dev/nasty/make-nasty-files.ts';
import { wrongUpload } from './judge-upload.ts';
import { SNIFF_BYTES } from './sniff.ts';

const TYPES = { song: 'audio/mpeg', image: 'image/png', clip: 'video/mp4' } as const;

/** What the first bytes give away; the rest is left to the probe, which refuses it in the media service's tests. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'playlist.mp3': /no song but a playlist/,
  'playlist.mp4': /no clip but a playlist/,
  'concat-script.png': /no image but a playlist/,
  'concat-script.mp4': /no clip but a playlist/,
  'drawing.png': /no image but an SVG drawing/,
  'manifest.mp4': /no clip but a playlist/,
  'session.mp4': /no clip but a text/,
  'error-page.mp4': /no clip but a web page/,
  'empty.mp3': /is empty/,
  'empty.mp4': /is empty/,
  'huge-by-header.gif': /a GIF picture, which is not taken as an image/,
  '100000-frames.gif': /a GIF picture, which is not taken as an image/,
  'animated.webp': /an animated WebP picture/,
  'subtitles-are-a-playlist.avi': /is an AVI video, which is not taken as a clip. Send MP4, MOV or WebM/,
  'billion-frames-by-header.avi': /is an AVI video, which is not taken as a clip/,
  'times-go-back.flv': /is an FLV video, which is not taken as a clip/,
  'times-before-zero.flv': /is an FLV video/,
  'times-jump-days.flv': /is an FLV video/,
};

const said = new Map<string, string | null>();

beforeAll(async () => {
  const files = await makeNastyFiles({ file: '/nowhere', url: 'http://127.0.0.1:9' });
  for (const { name, role, bytes } of files) {
    const type = name.endsWith('.webp') ? 'image/webp' : TYPES[role];
    said.set(name, await wrongUpload(role, type, bytes.subarray(0, SNIFF_BYTES)));
  }
});

describe('the first bytes of a nasty upload', () => {
  it.each(Object.entries(REFUSED))('%s are refused: %s', (name, words) => {
    expect(said.get(name)).toMatch(words);
  });
  it('of the others say nothing', () => {
    const others = [...said].filter(([name, words]) => words !== null && !(name in REFUSED));
    expect(others).toEqual([]);
    expect(said.size).toBeGreaterThan(40);
  });
});
