import { expect, test } from 'vitest';
import { isAllowedUrl } from './allowed-host.ts';

const HOSTS = ['replicate.delivery', '.replicate.delivery', '127.0.0.1'];

test.each([
  ['https://replicate.delivery/xezq/a.mp4', true],
  ['https://REPLICATE.delivery/xezq/a.mp4', true],
  ['https://pbxt.replicate.delivery/a.mp4', true],
  ['http://127.0.0.1:4100/files/a.mp4', true],
  ['http://replicate.delivery/a.mp4', false],
  ['https://replicate.delivery:8443/a.mp4', false],
  ['https://evilreplicate.delivery/a.mp4', false],
  ['https://replicate.delivery.evil.example/a.mp4', false],
  ['https://replicate.delivery./a.mp4', false],
  ['https://replicate.delivery@evil.example/a.mp4', false],
  ['https://user:pass@replicate.delivery/a.mp4', false],
  ['https://.replicate.delivery/a.mp4', false],
  ['http://localhost:4100/a.mp4', false],
  ['http://127.0.0.1.evil.example/a.mp4', false],
  ['http://169.254.169.254/latest', false],
  ['file:///etc/passwd', false],
  ['data:image/png;base64,AA==', false],
  ['not a url', false],
])('%s may be fetched: %s', (url, allowed) => {
  expect(isAllowedUrl(url, HOSTS)).toBe(allowed);
});

test('nothing may be fetched where nothing is listed', () => {
  expect(isAllowedUrl('https://replicate.delivery/a.mp4', [])).toBe(false);
  expect(isAllowedUrl('http://127.0.0.1/a.mp4', [])).toBe(false);
});
