import type { Arrangement } from './arrangement.ts';
import { addMono, addStereo, type Stereo, silence } from './pcm.ts';
import { SAMPLE_RATE, SAMPLES_PER_SIXTEENTH } from './score.ts';
import { playBass } from './synth/bass.ts';
import { kickSamples, playDrums } from './synth/drums.ts';
import { duckingCurve, smoothStep } from './synth/envelope.ts';
import { biquad, filterInPlace } from './synth/filter.ts';
import { playLead } from './synth/lead.ts';
import { playPad } from './synth/pad.ts';
import { pingPong, reverb } from './synth/reverb.ts';
import { singLines } from './voice.ts';

const LEVELS = { kick: 0.74, drums: 0.42, bass: 0.4, pad: 0.62, lead: 0.3, voice: 0.85 };
const FADE_SECONDS = 4;
const SILENT_END_SECONDS = 0.08;

function applyCurve(channel: Float32Array, curve: Float32Array): void {
  for (let i = 0; i < channel.length; i += 1) channel[i] = (channel[i] ?? 0) * (curve[i] ?? 1);
}

function fadeOut({ left, right }: Stereo): void {
  const end = left.length - Math.round(SILENT_END_SECONDS * SAMPLE_RATE);
  const fade = FADE_SECONDS * SAMPLE_RATE;
  for (let i = Math.max(0, Math.floor(end - fade)); i < left.length; i += 1) {
    const gain = smoothStep((end - i) / fade);
    left[i] = (left[i] ?? 0) * gain;
    right[i] = (right[i] ?? 0) * gain;
  }
}

/** What is left out of a mix: the voice needs espeak-ng, which a test machine may lack. */
export type MixOptions = { readonly withVoice: boolean };

/** Renders an arrangement to its final balance, faded out but not yet levelled or limited. */
export async function mix(song: Arrangement, { withVoice }: MixOptions): Promise<Stereo> {
  const { length, bars, lines } = song;
  const kick = new Float32Array(length);
  const drums = silence(length);
  const bass = new Float32Array(length);
  const pad = silence(length);
  const lead = silence(length);
  const voice = silence(length);
  playDrums(drums, kick, bars);
  playBass(bass, bars);
  playPad(pad, bars);
  playLead(lead, bars);
  if (withVoice) await singLines(voice, lines);

  const kicks = kickSamples(bars);
  const deep = duckingCurve(length, kicks, 0.75);
  const gentle = duckingCurve(length, kicks, 0.5);
  applyCurve(bass, deep);
  for (const channel of [pad.left, pad.right]) applyCurve(channel, gentle);

  const out = silence(length);
  addMono(out.left, kick, 0, LEVELS.kick);
  addMono(out.right, kick, 0, LEVELS.kick);
  addMono(out.left, bass, 0, LEVELS.bass);
  addMono(out.right, bass, 0, LEVELS.bass);
  addStereo(out, drums, 0, LEVELS.drums);
  addStereo(out, pad, 0, LEVELS.pad);
  addStereo(out, lead, 0, LEVELS.lead);
  addStereo(out, pingPong(lead, SAMPLES_PER_SIXTEENTH * 3, 0.42), 0, LEVELS.lead);
  addStereo(out, voice, 0, LEVELS.voice);
  if (withVoice) addStereo(out, pingPong(voice, SAMPLES_PER_SIXTEENTH * 3, 0.2), 0, LEVELS.voice * 0.7);

  const room = silence(length);
  addStereo(room, voice, 0, 0.22);
  addStereo(room, lead, 0, 0.16);
  addStereo(room, drums, 0, 0.07);
  addStereo(room, pad, 0, 0.1);
  addStereo(out, reverb(room, 0.83), 0, 1);

  for (const channel of [out.left, out.right]) filterInPlace(channel, biquad('highpass', 28));
  fadeOut(out);
  return out;
}
