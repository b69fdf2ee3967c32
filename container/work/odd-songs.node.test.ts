import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilmStudio } from '#container/testing/film-studio.ts';
import { clicks } from '#container/testing/make-media.ts';

let studio: FilmStudio;
let mp3: Buffer;
let tagged: Buffer;

beforeAll(async () => {
  studio = await FilmStudio.open();
  mp3 = await studio.folder.make('bare.mp3', [...clicks(2), '-id3v2_version', '0']);
  tagged = await studio.folder.make('tagged.mp3', [...clicks(2), '-id3v2_version', '3']);
}, 60_000);

afterAll(() => studio.close());

function probe(name: string, bytes: Buffer) {
  return studio.run({ kind: 'probe', input: studio.files.give(`/${name}`, bytes), expect: 'audio' });
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
    const { output } = studio.target('out', 'application/octet-stream');
    const jobs = [
      { kind: 'probe', input, expect: 'audio' },
      { kind: 'analyze-song', input, waveform: output },
      { kind: 'prepare-audio', input, output, maxBytes: 25e6 },
      { kind: 'film-audio', input, output },
    ];
    for (const spec of jobs) {
      expect((await studio.run(spec)).error, spec.kind).toEqual({
        code: 'input-unreadable',
        message:
          'The file is several Ogg files joined end to end, which are not read as one. Open it in a sound editor and export it as one song.',
      });
    }
  });

  it('may be an Ogg file of streams side by side', async () => {
    const streams = ['-map', '0:a', '-map', '0:a', '-c:a', 'libvorbis'];
    expect(
      (await probe('two-at-once.ogg', await studio.folder.make('both.ogg', [...clicks(2), ...streams])))
        .error,
    ).toBeNull();
  });
});
