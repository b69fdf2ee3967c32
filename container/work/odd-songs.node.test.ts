import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilmStudio, type StudioSegment } from '#container/testing/film-studio.ts';
import { clicks, clip, FAST_H264, firstToneSeconds } from '#container/testing/make-media.ts';

let studio: FilmStudio;
let segment: StudioSegment;
let mp3: Buffer;
let tagged: Buffer;

beforeAll(async () => {
  studio = await FilmStudio.open();
  segment = await studio.segment('red', 96);
  mp3 = await studio.folder.make('bare.mp3', [...clicks(2), '-id3v2_version', '0']);
  tagged = await studio.folder.make('tagged.mp3', [...clicks(2), '-id3v2_version', '3']);
}, 60_000);

afterAll(() => studio.close());

function probe(name: string, bytes: Buffer) {
  return studio.run({ kind: 'probe', input: studio.files.give(`/${name}`, bytes), expect: 'audio' });
}

/** Every job that reads a song. */
function readersOf(input: string) {
  const { output } = studio.target('out', 'application/octet-stream');
  return [
    { kind: 'probe', input, expect: 'audio' },
    { kind: 'analyze-song', input, waveform: output },
    { kind: 'prepare-audio', input, output, maxBytes: 25e6 },
    { kind: 'film-audio', input, output },
  ];
}

/** As programs leave it that kept room for a tag: zeros between the tag and the sound. */
function padded(zeros: number): Buffer {
  const tagBytes = 10 + tagged.readUInt8(8) * 128 + tagged.readUInt8(9);
  return Buffer.concat([tagged.subarray(0, tagBytes), Buffer.alloc(zeros), tagged.subarray(tagBytes)]);
}

describe('a song in an odd file', { timeout: 60_000 }, () => {
  it.each(['RF64', 'BW64'])('may be WAV of the kind %s', async (mark) => {
    const bytes = await studio.folder.make('large.wav', [...clicks(2), '-rf64', 'always']);
    bytes.write(mark, 'latin1');
    const { error, result } = await probe(`${mark}.wav`, bytes);
    expect(error).toBeNull();
    expect(result).toMatchObject({ format: 'wav', durationSeconds: 2, audio: { codec: 'pcm_s16le' } });
  });

  it.each([5_000, 80_000, 500_000])('may begin with %i zeros', async (zeros) => {
    for (const bytes of [Buffer.concat([Buffer.alloc(zeros), mp3]), padded(zeros)]) {
      const { error, result } = await probe('padded.mp3', bytes);
      expect(error).toBeNull();
      if (result?.kind !== 'probe') throw new Error('no probe result');
      expect(result).toMatchObject({ format: 'mp3', audio: { codec: 'mp3' } });
      // A frame more where FFmpeg finds the encoder's own frame too late to pass over it.
      expect(Math.abs(result.durationSeconds - 2)).toBeLessThan(0.1);
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a playlist', Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n'.repeat(50))],
  ])('is none where %s follows the zeros', async (_name, rest) => {
    const { error } = await probe('zeros.mp3', Buffer.concat([Buffer.alloc(80_000), rest]));
    expect(error).toMatchObject({
      code: 'input-unreadable',
      message: expect.stringMatching(/type is unknown/),
    });
  });

  it.each([
    ['opus', 'libopus'],
    ['ogg', 'libvorbis'],
  ])('is refused where it is several %s files in a row', async (type, codec) => {
    const short = await studio.folder.make(`short.${type}`, [...clicks(2), '-c:a', codec, '-ar', '48000']);
    const long = await studio.folder.make(`long.${type}`, [...clicks(3), '-c:a', codec, '-ar', '48000']);
    expect((await probe(`one.${type}`, long)).error).toBeNull();
    const input = studio.files.give(`/two.${type}`, Buffer.concat([long, short]));
    for (const spec of readersOf(input)) {
      expect((await studio.run(spec)).error, spec.kind).toEqual({
        code: 'input-unreadable',
        message:
          'The file is several Ogg files joined end to end, which are not read as one. Open it in a sound editor and export it as one song.',
      });
    }
  });

  it.each<[name: string, args: string[], type: string, beside?: string[]]>([
    ['AAC', ['-c:a', 'aac'], 'm4a'],
    ['AAC beside a picture', ['-c:a', 'aac'], 'mp4', [...clip('16x16', '5', 4), ...FAST_H264]],
    ['ALAC', ['-c:a', 'alac'], 'm4a'],
    ['PCM, which films do not copy,', [], 'mov'],
  ])('of %s that begins with silence by its edit list keeps it', async (_name, args, type, beside = []) => {
    await studio.folder.make(`prompt.${type}`, [...clicks(2), ...args]);
    const prompt = studio.folder.at(`prompt.${type}`);
    const bytes = await studio.folder.make(`late.${type}`, [
      '-itsoffset',
      '2',
      '-i',
      prompt,
      ...beside,
      '-c:a',
      'copy',
    ]);
    const probed = (await probe(`late.${type}`, bytes)).result;
    if (probed?.kind !== 'probe') throw new Error('no probe result');
    expect(Math.abs(probed.durationSeconds - 4)).toBeLessThan(0.03);

    const input = studio.files.give(`/late.${type}`, bytes);
    const waveform = studio.target('waveform.json', 'application/json').output;
    const heard = (await studio.run({ kind: 'analyze-song', input, waveform })).result;
    if (heard?.kind !== 'analyze-song') throw new Error('no analysis');
    expect(Math.abs(heard.analysis.durationSeconds - 4)).toBeLessThan(0.05);
    const speech = studio.target('speech.mp3', 'audio/mpeg');
    await studio.run({ kind: 'prepare-audio', input, output: speech.output, maxBytes: 1e6 });
    await studio.take(speech.path, 'speech.mp3');
    expect(Math.abs((await firstToneSeconds(studio.folder, 'speech.mp3')) - 2.5)).toBeLessThan(0.03);

    const film = await studio.assemble([segment], { bytes, seconds: probed.durationSeconds });
    expect(film.error).toBeNull();
    expect(film.result).toMatchObject({
      qc: {
        passed: true,
        audioCopied: false,
        startOffsetMilliseconds: 0,
        loudness: { film: heard.analysis.loudness },
      },
    });
    expect(Math.abs((await firstToneSeconds(studio.folder, 'film.mp4')) - 2.5)).toBeLessThan(0.03);
  });

  it('is refused where the silence before it would last for days', async () => {
    const prompt = await studio.folder.make('prompt.m4a', [...clicks(2), '-c:a', 'aac']);
    expect((await probe('prompt.m4a', prompt)).error).toBeNull();
    const bytes = await studio.folder.make('days.m4a', [
      ...['-itsoffset', '500000', '-i', studio.folder.at('prompt.m4a'), '-c', 'copy'],
    ]);
    const input = studio.files.give('/days.m4a', bytes);
    for (const spec of readersOf(input))
      expect((await studio.run(spec)).error?.code, spec.kind).toBe('input-too-large');
  });

  it('may be an Ogg file of streams side by side', async () => {
    const streams = ['-map', '0:a', '-map', '0:a', '-c:a', 'libvorbis'];
    expect(
      (await probe('two-at-once.ogg', await studio.folder.make('both.ogg', [...clicks(2), ...streams])))
        .error,
    ).toBeNull();
  });
});
