import { expect, test } from 'vitest';
import { outputUrls } from './output-urls.ts';

const A = 'https://replicate.delivery/a.png';
const B = 'https://replicate.delivery/b.png';

test.each<[string, unknown, string[]]>([
  ['a video model', A, [A]],
  ['a list', [A, B, A], [A, B]],
  ['an object', { video: A, seed: 4, meta: { preview: [B] } }, [A, B]],
  ['removed data', null, []],
  ['nothing yet', undefined, []],
  ['a text', 'a description of a picture', []],
  ['other schemes', ['file:///etc/passwd', 'data:image/png;base64,AA==', 'https://'], []],
  ['something absurdly deep', [[[[A]]]], []],
])('finds the URLs in the output of %s', (_name, output, urls) => {
  expect(outputUrls(output)).toEqual(urls);
});
