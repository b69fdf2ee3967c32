import { expect, it } from 'vitest';
import { loggablePath } from './loggable-path.ts';

it.each([
  ['/api/projects/a/videos/b/hls/eyJy.c2ln/master.m3u8', '/api/projects/a/videos/b/hls/…/master.m3u8'],
  ['/api/projects/a/videos/b/hls/eyJy.c2ln', '/api/projects/a/videos/b/hls/…'],
  ['/api/projects/a/videos/b/hls/%2e/x', '/api/projects/a/videos/b/hls/…/x'],
  ['/api/projects/a/videos/b/renditions', '/api/projects/a/videos/b/renditions'],
])('%s is logged as %s', (path, logged) => {
  expect(loggablePath(path)).toBe(logged);
});
