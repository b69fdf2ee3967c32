import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lumas } from '#container/testing/numbered.ts';
import { PictureStudio, type Wanted } from '#container/testing/picture-studio.ts';
import type { Fill, Picture } from '#contracts/media-jobs/picture.ts';

const NEARLY_LOSSLESS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '2'];
let studio: PictureStudio;

beforeAll(async () => {
  studio = await PictureStudio.open(160, 90);
}, 60_000);

afterAll(async () => {
  await studio.close();
});

/** A still or a clip of one colour with a band of another at its top and bottom, each an eighth of its height. */
function banded(size: string, inner: string, outer: string): string[] {
  const bands = [0, 7].map((eighth) => `drawbox=x=0:y=ih*${eighth}/8:w=iw:h=ih/8:color=${outer}:t=fill`);
  return [
    '-f',
    'lavfi',
    '-i',
    `color=${inner}:size=${size}:rate=24:duration=1,format=rgb24,${bands.join(',')}`,
  ];
}

/** Conforms, and answers the first frame's pixels as red, green and blue. */
async function look(wanted: Wanted) {
  const view = await studio.conform(wanted);
  expect(view.error).toBeNull();
  if (view.result?.kind !== 'conform') throw new Error('no conform result');
  const shot = ['-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'];
  const raw = await studio.folder.ask('ffmpeg', ['-i', view.name, ...shot]);
  const at = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = raw.subarray((y * 160 + x) * 3, (y * 160 + x) * 3 + 3);
    return [red, green, blue] as const;
  };
  return { ...view.result, at, name: view.name };
}

describe('a picture of another shape', { timeout: 60_000 }, () => {
  it.each<[string, Fill, string]>([
    ['320x180', 'auto', 'crop'],
    ['320x240', 'auto', 'crop'],
    ['320x246', 'auto', 'blur'],
    ['426x180', 'auto', 'crop'],
    ['440x180', 'auto', 'blur'],
    ['180x320', 'auto', 'blur'],
    ['180x320', 'crop', 'crop'],
    ['640x180', 'pad', 'pad'],
  ])('of %s with fill %s gets: %s', async (size, fill, settled) => {
    const bytes = await studio.folder.make('shape.png', [...banded(size, 'red', 'red'), '-frames:v', '1']);
    expect((await look({ bytes, of: 2, wishes: { fill } })).fill).toBe(settled);
  });

  it('is cut off, shown between black bars, or over a soft and dimmed copy of itself', async () => {
    const bytes = await studio.folder.make('tall.png', [
      ...banded('90x160', 'red', 'blue'),
      '-frames:v',
      '1',
    ]);
    const seen = async (fill: Fill) => look({ bytes, of: 2, wishes: { fill } });
    const [crop, pad, blur] = [await seen('crop'), await seen('pad'), await seen('blur')];
    // The bands are outside of what a crop shows.
    expect([crop.at(5, 3), crop.at(80, 45)].every(([red, , blue]) => red > 240 && blue < 15)).toBe(true);
    for (const { at } of [pad, blur]) {
      expect(at(80, 45)[0]).toBeGreaterThan(240);
      expect(at(80, 4)[2]).toBeGreaterThan(240);
    }
    expect(Math.max(...pad.at(20, 45))).toBeLessThan(6);
    const [red] = blur.at(20, 45);
    expect(red).toBeGreaterThan(100);
    expect(red).toBeLessThan(230);
  });

  it.each(['2x600', '600x2'])('is a strip of %s', async (size) => {
    const args = ['-f', 'lavfi', '-i', `color=white:size=${size}`, ...NEARLY_LOSSLESS, '-pix_fmt', 'yuv420p'];
    const bytes = await studio.folder.make(`${size}.mp4`, [...args, '-frames:v', '2']);
    expect((await look({ bytes, of: 2, wishes: { fill: 'auto' } })).at(80, 45)[0]).toBeGreaterThan(200);
  });

  it('has pixels that are not square', async () => {
    // 45 by 90 pixels, each twice as wide as high: a square, of which a film of 16:9 shows black beside it.
    const wide = [
      ...banded('46x92', 'white', 'white'),
      '-vf',
      'setsar=2',
      ...NEARLY_LOSSLESS,
      '-pix_fmt',
      'yuv420p',
    ];
    const { at } = await look({
      bytes: await studio.folder.make('wide.mp4', wide),
      of: 2,
      wishes: { fill: 'pad' },
    });
    expect(at(30, 45)[0]).toBeLessThan(16);
    expect(at(40, 45)[0]).toBeGreaterThan(230);
    expect(at(118, 45)[0]).toBeGreaterThan(230);
    expect(at(130, 45)[0]).toBeLessThan(16);
  });
});

describe('colours', { timeout: 60_000 }, () => {
  it.each([
    ['an untagged SD clip', 'sd.mp4', ['-pix_fmt', 'yuv420p', ...NEARLY_LOSSLESS]],
    ['a clip in 4:4:4 with 10 bits', 'deep.mp4', ['-pix_fmt', 'yuv444p10', ...NEARLY_LOSSLESS]],
    ['a JPEG', 'photo.jpg', ['-frames:v', '1', '-q:v', '1', '-pix_fmt', 'yuvj444p']],
    ['a PNG', 'drawing.png', ['-frames:v', '1']],
    ['a GIF', 'moving.gif', ['-frames:v', '3']],
  ])('of %s stay', async (_what, name, args) => {
    const bytes = await studio.folder.make(name, [...banded('320x180', '0xc86432', '0xc86432'), ...args]);
    const [red, green, blue] = (await look({ bytes, of: 2 })).at(80, 45);
    for (const [seen, due] of [
      [red, 200],
      [green, 100],
      [blue, 50],
    ] as const)
      expect(Math.abs(seen - due)).toBeLessThan(6);
  });

  it('that are transparent are black', async () => {
    const clear = ['-f', 'lavfi', '-i', 'color=white@0:size=160x90,format=rgba', '-frames:v', '1'];
    const { at } = await look({ bytes: await studio.folder.make('clear.png', clear), of: 2 });
    expect(Math.max(...at(80, 45))).toBeLessThan(4);
  });

  /** Code values, as fractions of the range, of 0, 26, 100, 203 and 1000 cd/m² (ITU-R BT.2100). */
  const HDR = {
    smpte2084: [0, 0.382, 0.508, 0.581, 0.752],
    'arib-std-b67': [0, 0.38, 0.622, 0.75, 1],
  } as const;

  it.each(Object.entries(HDR))(
    'in HDR (%s) become SDR: shadows and middle tones in their place, lights within range',
    async (transfer, codes) => {
      const row = codes.flatMap((code) => Array.from({ length: 64 }, () => Math.round(64 + 876 * code)));
      const luma = Uint16Array.from(Array.from({ length: 64 }, () => row).flat());
      const chroma = new Uint16Array(luma.length / 2).fill(512);
      await writeFile(
        studio.folder.at('hdr.yuv'),
        Buffer.concat([Buffer.from(luma.buffer), Buffer.from(chroma.buffer)]),
      );
      const raw = [
        '-f',
        'rawvideo',
        '-pixel_format',
        'yuv420p10le',
        '-video_size',
        '320x64',
        '-i',
        studio.folder.at('hdr.yuv'),
      ];
      const tags = [
        '-color_primaries',
        'bt2020',
        '-color_trc',
        transfer,
        '-colorspace',
        'bt2020nc',
        '-color_range',
        'tv',
      ];
      const bytes = await studio.folder.make('hdr.mp4', [
        ...raw,
        ...NEARLY_LOSSLESS,
        '-pix_fmt',
        'yuv420p10le',
        ...tags,
      ]);
      const { at } = await look({ bytes, of: 2, wishes: { fill: 'pad' } });
      const [black, grey, skin, white, peak] = [16, 48, 80, 112, 144].map((x) => at(x, 45)[1]);
      for (const [seen, due] of [
        [black, 0],
        [grey, 106],
        [skin, 190],
        [white, 228],
        [peak, 255],
      ] as const) {
        expect(Math.abs((seen ?? -99) - due), `${[black, grey, skin, white, peak]}`).toBeLessThan(8);
      }
    },
  );
});

describe('an interlaced clip', { timeout: 60_000 }, () => {
  it('is made whole: no combs', async () => {
    const moving =
      'color=black:size=160x96:rate=48:duration=1,drawbox=x=60:w=60:h=ih:color=white:t=fill,scroll=h=-0.02';
    const args = [
      '-f',
      'lavfi',
      '-i',
      `${moving},tinterlace=interleave_top,setfield=tff`,
      ...NEARLY_LOSSLESS,
      '-flags',
      '+ilme+ildct',
      '-pix_fmt',
      'yuv420p',
    ];
    const bytes = await studio.folder.make('interlaced.mp4', args);
    const { name } = await look({ bytes, of: 12 });
    const raw = await studio.folder.ask('ffmpeg', [
      '-i',
      name,
      '-vf',
      'extractplanes=y',
      '-f',
      'rawvideo',
      '-',
    ]);
    const frame = raw.subarray(6 * 160 * 90, 7 * 160 * 90);
    // A comb differs from line to line and not from one line to the next but one.
    const at = (x: number, y: number) => frame[y * 160 + x] ?? 0;
    const combs = Array.from(
      { length: 160 },
      (_, x) => Math.abs(at(x, 44) - at(x, 45)) - Math.abs(at(x, 44) - at(x, 46)),
    );
    expect(Math.max(...combs)).toBeLessThan(60);
  });
});

describe('captions', { timeout: 60_000 }, () => {
  it("are burned in at the picture's time, also in a cut of it and in a seam", async () => {
    // A white drawing over all of the frame, from the picture's frame 12 to 17: no font is needed.
    const captions = [
      '[Script Info]',
      'ScriptType: v4.00+',
      'PlayResX: 160',
      'PlayResY: 90',
      '[V4+ Styles]',
      'Format: Name, Fontname, Fontsize, PrimaryColour, Outline, Shadow, Alignment, MarginL, MarginR, MarginV',
      'Style: Default,Sans,20,&H00FFFFFF,0,0,7,0,0,0',
      '[Events]',
      'Format: Layer, Start, End, Style, Text',
      'Dialogue: 0,0:00:00.50,0:00:00.75,Default,{\\pos(0,0)\\p1}m 0 0 l 160 0 160 90 0 90',
    ].join('\n');
    const bytes = await studio.folder.make('dark.png', [
      ...banded('160x90', 'black', 'black'),
      '-frames:v',
      '1',
    ]);
    const wanted = { bytes, of: 24, wishes: { captions } satisfies Partial<Picture> };
    const lit = async (name: string) => (await lumas(studio.folder, name)).map((luma) => luma > 120);
    const whole = await studio.conform(wanted);
    expect(await lit(whole.name)).toEqual(
      Array.from({ length: 24 }, (_, frame) => frame >= 12 && frame < 18),
    );
    expect(whole.result, 'what is under the captions').toMatchObject({
      black: [{ fromFrame: 0, toFrame: 24 }],
    });
    const cut = await studio.conform({ ...wanted, from: 10 }, 5);
    expect(await lit(cut.name)).toEqual([false, false, true, true, true]);
    const seam = await studio.seam('crossfade', { ...wanted, from: 16 }, { ...wanted, from: 16 }, 4);
    expect(await lit(seam.name)).toEqual([true, true, false, false]);
  });
});
