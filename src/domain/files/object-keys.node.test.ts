import { expect, test } from 'vitest';
import * as keys from './object-keys.ts';

const PROJECT = '0199c0de-0000-7000-8000-000000000001';
const THING = '0199c0de-0000-7000-8000-000000000002';

test.each([
  [keys.uploadKey(PROJECT, THING, 'Mein Lied.MP3'), `uploads/${THING}.mp3`],
  [keys.uploadKey(PROJECT, THING, '海.flac'), `uploads/${THING}.flac`],
  [keys.uploadKey(PROJECT, THING, '../../etc/passwd'), `uploads/${THING}.bin`],
  [keys.uploadKey(PROJECT, THING, 'song.mp3/../x'), `uploads/${THING}.bin`],
  [keys.uploadKey(PROJECT, THING, 'page.html'), `uploads/${THING}.bin`],
  [keys.uploadKey(PROJECT, THING, ''), `uploads/${THING}.bin`],
  [keys.speechKey(PROJECT, THING), `songs/${THING}/speech.mp3`],
  [keys.imageKey(PROJECT, THING, 'image/jpeg'), `images/${THING}.jpg`],
  [keys.imageKey(PROJECT, THING, 'IMAGE/PNG; q=1'), `images/${THING}.png`],
  [keys.imageKey(PROJECT, THING, 'text/html'), `images/${THING}.bin`],
  [keys.clipKey(PROJECT, THING), `clips/${THING}.mp4`],
  [keys.clipKey(PROJECT, THING, 'video/webm'), `clips/${THING}.webm`],
  [keys.segmentKey(PROJECT, 'a3f9'), 'segments/a3f9.mp4'],
  [keys.filmKey(PROJECT, THING), `films/${THING}/film.mp4`],
  [keys.posterKey(PROJECT, THING, 'a3f9'), `films/${THING}/posters/a3f9.jpg`],
  [keys.renditionKey(PROJECT, THING, 'a3f9'), `films/${THING}/renditions/a3f9.mp4`],
  [keys.streamKey(PROJECT, THING, 'a3f9', '720p.m3u8'), `films/${THING}/hls/a3f9/720p.m3u8`],
  [keys.sheetKey(PROJECT, 'a3f9'), 'sheets/a3f9.jpg'],
  [keys.thumbnailKey(PROJECT, THING), `thumbnails/${THING}.jpg`],
  [keys.qcKey(PROJECT, THING), `films/${THING}/qc.json`],
])('%s', (key, path) => {
  expect(key).toBe(`projects/${PROJECT}/${path}`);
  expect(key.startsWith(keys.projectPrefix(PROJECT))).toBe(true);
});

test.each(['', '..', 'a/b', 'a b', 'ä', `${'a'.repeat(129)}`])('%j never becomes part of a key', (id) => {
  expect(() => keys.filmKey(PROJECT, id)).toThrow(RangeError);
  expect(() => keys.filmKey(id, THING)).toThrow(RangeError);
});

test.each(['../film.mp4', 'a/b.mp4', '.mp4', 'x.html', ''])('a stream has no file %j', (file) => {
  expect(() => keys.streamKey(PROJECT, THING, 'a3f9', file)).toThrow(RangeError);
});
