import { expect, it } from 'vitest';
import { LoudnessReader } from './loudness.ts';

const summary = (integrated: string, peak: string) => [
  'Stream mapping: [Parsed_ebur128_2 @ 0x1] Summary was not it',
  '[Parsed_ebur128_2 @ 0x55] Summary:',
  '  Integrated loudness:',
  `    I:         ${integrated} LUFS`,
  '    Threshold: -24.0 LUFS',
  '  Loudness range:',
  '    LRA:         3.4 LU',
  '    Threshold: -34.0 LUFS',
  '    LRA low:   -14.2 LUFS',
  '  True peak:',
  `    Peak:       ${peak} dBFS`,
];

it.each([
  ['a song', summary('-14.0', '-2.6'), { integratedLufs: -14, rangeLu: 3.4, truePeakDbtp: -2.6 }],
  ['silence', summary('-70.0', '-inf'), null],
  ['no figure', summary('nan', '-2.6'), null],
  ['no peak', summary('-30.5', '-inf'), { integratedLufs: -30.5, rangeLu: 3.4, truePeakDbtp: null }],
  ['no summary', ['Error while decoding'], null],
])('reads the loudness of %s', (_, lines, loudness) => {
  const reader = new LoudnessReader();
  for (const line of lines) reader.read(line);
  expect(reader.loudness).toEqual(loudness);
});
