import { expect, it } from 'vitest';
import { PresignUpload } from '#http/uploads/uploads.schemas.ts';
import { songType } from './song-type.ts';

it.each([
  ['a.mp3', 'audio/mpeg', 'audio/mpeg'],
  ['a.mp3', 'Audio/MP3; codecs=mp3', 'audio/mp3'],
  ['Night train.FLAC', '', 'audio/flac'],
  ['a.b.opus', 'application/octet-stream', 'audio/ogg'],
  ['a.ogg', 'application/ogg', 'application/ogg'],
  ['a song', '', 'audio/mpeg'],
])('%s of type "%s" is sent as %s, which is taken', (name, stated, type) => {
  const contentType = songType(name, stated);
  expect(contentType).toBe(type);
  const upload = { projectId: '0198c0de-0000-7000-8000-000000000001', fileName: name, sizeBytes: 1 };
  expect(PresignUpload.safeParse({ ...upload, contentType }).success).toBe(true);
});
