import { execa } from 'execa';
import type { Chance } from '../synth/chance.ts';
import { add } from '../synth/mixing.ts';
import { syllable } from '../synth/tones.ts';

const SENTENCES = [
  'The last train had left the station when she found the letter in her coat.',
  'Nobody had told him that the bridge was closed, so he walked along the river.',
  'It was cold, and the lights of the harbour went out one after the other.',
  'What would you have done in my place? I asked, but he only shook his head.',
  'On the third day the wind turned, and we could see the islands again.',
  'She counted the coins twice, put them back, and ordered a glass of water.',
  'There are things, he said, that one does not write down.',
  'Far below, between the trees, somebody was mending a fence.',
] as const;

/**
 * Somebody reads aloud: espeak-ng where it is installed, with pauses between the sentences, else syllables at
 * irregular times.
 */
export async function readAloud(chance: Chance, seconds: number, rate: number): Promise<Float32Array> {
  const mix = new Float32Array(seconds * rate);
  const voice = chance.pick(['en-us', 'en-gb', 'de', 'fr'] as const);
  const speed = chance.whole(130, 190);
  for (let at = 0.2; at < seconds; ) {
    const spoken =
      (await speak(chance.pick(SENTENCES), voice, speed, rate)) ?? mumble(chance, chance.whole(8, 20), rate);
    add(mix, spoken, at, rate, 1);
    at += spoken.length / rate + chance.between(0.1, 0.9);
  }
  return mix;
}

async function speak(
  text: string,
  voice: string,
  speed: number,
  rate: number,
): Promise<Float32Array | undefined> {
  const { stdout, failed } = await execa('espeak-ng', ['-v', voice, '-s', String(speed), '--stdout', text], {
    encoding: 'buffer',
    reject: false,
  });
  if (failed || stdout.length < 100) return undefined;
  const wav = new DataView(stdout.buffer, stdout.byteOffset, stdout.byteLength);
  const [spokenRate, count] = [wav.getUint32(24, true), (stdout.length - 44) >> 1];
  const sampleAt = (index: number) => (index < count ? wav.getInt16(44 + index * 2, true) / 32_768 : 0);
  return Float32Array.from({ length: Math.floor((count * rate) / spokenRate) }, (_, i) => {
    const at = (i * spokenRate) / rate;
    const before = Math.floor(at);
    return sampleAt(before) + (at - before) * (sampleAt(before + 1) - sampleAt(before));
  });
}

function mumble(chance: Chance, syllables: number, rate: number): Float32Array {
  const mix = new Float32Array(Math.round(syllables * 0.3 * rate));
  for (let at = 0, left = syllables; left > 0; left -= 1) {
    const seconds = chance.between(0.08, 0.25);
    add(
      mix,
      syllable(chance, { note: chance.whole(40, 52), seconds, rate }),
      at,
      rate,
      chance.between(0.5, 1),
    );
    at += seconds + (chance.happens(0.2) ? chance.between(0.05, 0.2) : 0);
  }
  return mix;
}
