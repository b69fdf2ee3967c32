import { expect, test } from 'vitest';
import { speechFileName } from './speech-file.ts';

test.each([
  ['mp3', 'song.mp3'],
  ['audio/mpeg', 'song.mp3'],
  ['Audio/MPEG; rate=44100', 'song.mp3'],
  ['flac', 'song.flac'],
  ['audio/x-flac', 'song.flac'],
  ['wav', 'song.wav'],
  ['audio/x-wav', 'song.wav'],
  ['ogg', 'song.ogg'],
  ['audio/ogg; codecs=opus', 'song.ogg'],
  ['mov,mp4,m4a,3gp,3g2,mj2', 'song.m4a'],
  ['audio/x-m4a', 'song.m4a'],
  ['video/mp4', 'song.mp4'],
  ['matroska,webm', 'song.webm'],
  ['aac', null],
  ['audio/aac', null],
  ['audio/opus', null],
  ['aiff', null],
  ['application/octet-stream', null],
  ['constructor', null],
  ['', null],
])('%j is sent as %s', (kind, name) => {
  expect(speechFileName(kind)).toBe(name);
});
