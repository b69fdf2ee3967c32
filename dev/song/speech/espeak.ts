import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeMonoWav } from '../wav.ts';

const run = promisify(execFile);

const VOICE = 'en-us+f2';
/** What this voice speaks at with `-p 50`, and how many steps of `-p` make an octave (both measured). */
const MIDDLE_HERTZ = 170;
const STEPS_PER_OCTAVE = 60.5;
/** espeak-ng's output rate; the time-stretching expects it. */
const SPEECH_RATE = 22_050;

/** A spoken syllable: mono samples at 22.05 kHz and the pitch around which it was spoken, in hertz. */
export type Spoken = { readonly samples: Float32Array; readonly hertz: number };

/**
 * Lets espeak-ng speak one syllable, given in its phoneme mnemonics, as near to `hertz` as its voice reaches.
 * @param seconds the length it will be sung at; shorter notes are spoken faster, so that less is stretched.
 * @throws Error when espeak-ng is not installed or writes something else than 22.05 kHz mono.
 */
export async function speakSyllable(phonemes: string, hertz: number, seconds: number): Promise<Spoken> {
  const wanted = 50 + STEPS_PER_OCTAVE * Math.log2(hertz / MIDDLE_HERTZ);
  const pitch = Math.round(Math.min(99, Math.max(0, wanted)));
  const wordsPerMinute = seconds < 0.35 ? 190 : 140;
  const flags = ['-v', VOICE, '-p', String(pitch), '-s', String(wordsPerMinute), '-z', '--stdout'];
  const { stdout } = await run('espeak-ng', [...flags, `[[${phonemes}]]`], {
    encoding: 'buffer',
    maxBuffer: 16 * 2 ** 20,
  });
  const { sampleRate, samples } = decodeMonoWav(stdout);
  if (sampleRate !== SPEECH_RATE) throw new Error(`espeak-ng spoke at ${sampleRate} Hz, not ${SPEECH_RATE}`);
  return { samples, hertz: MIDDLE_HERTZ * 2 ** ((pitch - 50) / STEPS_PER_OCTAVE) };
}
