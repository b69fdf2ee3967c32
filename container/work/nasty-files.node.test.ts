import { readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WatchedBait } from '#container/testing/bait.ts';
import { childrenOf } from '#container/testing/children.ts';
import { FileServer } from '#container/testing/file-server.ts';
import { clip, FAST_H264, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { pictureOf } from '#container/testing/picture.ts';
import type { MediaErrorCode, MediaJobView } from '#contracts/media.ts';
import { makeNastyFiles } from '#dev/nasty/make-nasty-files.ts';
import type { NastyFile, Role } from '#dev/nasty/nasty-file.ts';

/** A right result, or a refusal by code and words. */
type Expected = 'fine' | readonly [MediaErrorCode, RegExp];

const DAMAGED = ['input-unreadable', /damaged, cut off, or not what its start says/] as const;
const PLAYLIST = ['input-unreadable', /is a playlist, not/] as const;
const EMPTY = ['input-unreadable', /is empty/] as const;
const PIXELS = ['input-too-large', /more than 100 megapixels/] as const;
const BOMB = ['input-too-large', /unpacks to far more than its pixels. Export it anew/] as const;
const CUT_OFF = ['input-unreadable', /cut off/] as const;
const TRACKS = [
  'input-too-large',
  /40 tracks; at most 32 are read. Export it with one picture track/,
] as const;
const TIMES = ['input-too-large', /longer than 4 hours, or the times in it are wrong/] as const;

/**
 * What a probe says of each file, and what the jobs that use it do: the same where nothing else is said. Those are
 * `prepare-audio` and `assemble` for a song, `conform` and `poster` for a picture or a clip.
 */
const TABLE: Readonly<Record<string, { probe: Expected; used?: Readonly<Record<string, Expected>> }>> = {
  'playlist.mp3': { probe: PLAYLIST },
  'playlist.mp4': { probe: PLAYLIST },
  'playlist-behind-id3.mp3': { probe: ['input-unreadable', /not a song: its type is unknown/] },
  'playlist-behind-sound.mp3': { probe: 'fine' },
  'concat-script.png': { probe: PLAYLIST },
  'concat-script.mp4': { probe: PLAYLIST },
  'drawing.png': { probe: ['input-unreadable', /is an SVG drawing, not a/] },
  'manifest.mp4': { probe: PLAYLIST },
  'session.mp4': { probe: ['input-unreadable', /is a text, not a video clip/] },
  'error-page.mp4': { probe: ['input-unreadable', /is a web page, not a video clip/] },
  'empty.mp3': { probe: EMPTY },
  'empty.mp4': { probe: EMPTY },
  'subtitles-are-a-playlist.avi': { probe: ['input-wrong-kind', /AVI video without a picture track/] },
  'header-only.wav': {
    probe: ['input-unreadable', /WAV sound file with nothing in it/],
    used: { assemble: ['input-unreadable', /No sound could be decoded/] },
  },
  'one-empty-frame.mp3': { probe: DAMAGED },
  'tag-without-sound.mp3': { probe: ['input-unreadable', /not a song: its type is unknown/] },
  'endless-by-header.wav': { probe: 'fine' },
  'fifty-megabyte-cover.mp3': { probe: 'fine' },
  'twenty-megabyte-remark.mp3': { probe: 'fine' },
  'mono-8-khz.mp3': { probe: 'fine' },
  'three-hours.mp3': {
    probe: 'fine',
    used: { 'prepare-audio': ['input-too-large', /too long to be transcribed \(180 minutes\)/] },
  },
  'a-silent-clip.mp3': { probe: ['input-wrong-kind', /MP4 video that has no sound, not a song/] },
  'surround.m4a': { probe: 'fine' },
  'surround.flac': { probe: 'fine' },
  'half-a-song.m4a': {
    probe: CUT_OFF,
    used: { 'prepare-audio': 'fine', assemble: ['qc-failed', /the sound is 0\.88\d s long/] },
  },
  '20000-by-20000.png': { probe: PIXELS },
  'huge-by-header.png': { probe: PIXELS },
  'huge-by-header.gif': { probe: PIXELS },
  'bomb-in-its-pixels.png': { probe: BOMB },
  'bomb-in-its-text.png': { probe: BOMB },
  'bomb-in-its-profile.png': { probe: BOMB },
  'cut-off.png': { probe: ['input-unreadable', /cannot be decoded|damaged/] },
  '100000-frames.gif': { probe: 'fine' },
  'animated.webp': {
    probe: ['input-unreadable', /an animated WebP picture, which cannot be read. Use JPEG/],
  },
  'index-lost.mp4': { probe: DAMAGED },
  'data-cut.mp4': { probe: CUT_OFF, used: { poster: 'fine' } },
  'one-frame.mp4': { probe: 'fine' },
  'odd-size.mp4': { probe: 'fine' },
  'times-go-back.flv': { probe: 'fine' },
  // A picture of them can be shown, but not for how long: conform counts, and would make a film of nonsense.
  'times-before-zero.flv': { probe: TIMES, used: { conform: TIMES, poster: 'fine' } },
  'times-jump-days.flv': { probe: TIMES, used: { conform: TIMES, poster: 'fine' } },
  'one-frame-for-hours.mp4': { probe: 'fine' },
  'samples-without-end.mp4': { probe: DAMAGED },
  'data-elsewhere.mp4': {
    probe: ['input-unreadable', /an MP4 video with nothing in it/],
    used: { conform: ['input-unreadable', /has no pictures/], poster: DAMAGED },
  },
  'deep-boxes.mp4': { probe: DAMAGED },
  'forty-tracks.mp4': { probe: TRACKS },
  'billion-frames-by-header.avi': { probe: 'fine', used: { conform: CUT_OFF } },
};

const FILM = { width: 64, height: 48, frameRate: { numerator: 24, denominator: 1 } };
const TITLE = 'He said "no"; \'never\'\n$(touch x) `y` \u0000 🎵 夜行列車';
const CLASS = { song: 'audio', image: 'image', clip: 'video' } as const;

const files = new FileServer();
const nasty = new Map<string, NastyFile>();
let folder: MediaFolder;
let media: MediaProcess;
let bait: WatchedBait;
let segment: string;
let song: string;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  await folder.make('bait.mp4', [...clip('64x48', '24', 1), ...FAST_H264]);
  bait = await WatchedBait.lay(folder.at('bait.mp4'));
  media = await MediaProcess.start(folder.at('work'));
  for (const file of await makeNastyFiles(bait)) nasty.set(file.name, file);
  const clean = files.give(
    '/clean',
    await folder.make('clean.mp4', [...clip('64x48', '24', 2), ...FAST_H264]),
  );
  song = files.give('/song', nasty.get('mono-8-khz.mp3')?.bytes ?? Buffer.alloc(0));
  await media.run('clean', conformOf(clean, '/segment'));
  segment = files.give('/segment', files.stored.get('/segment')?.bytes ?? Buffer.alloc(0));
}, 120_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await bait.stop();
  await folder.remove();
});

function conformOf(input: string, output: string) {
  const [picture, frames] = [pictureOf(input, 48), 48];
  return { kind: 'conform', picture, fromFrame: 0, frames, ...FILM, output: outputAt(output) };
}

function outputAt(path: string) {
  return { url: files.url(path), contentType: 'application/octet-stream' };
}

function filmOf(songInput: string, segments: readonly string[], output: string) {
  return {
    kind: 'assemble',
    segments: segments.map((input) => ({ input, frames: 48 })),
    ...{ song: songInput, songDurationSeconds: 2 * segments.length, title: TITLE },
    ...{ ...FILM, output: outputAt(output) },
  };
}

/** The jobs that would use a file of that role. */
function jobsOf(role: Role, input: string, name: string): Readonly<Record<string, object>> {
  const at = (kind: string) => `/${kind}/${name}`;
  if (role === 'song') {
    const speech = { kind: 'prepare-audio', input, output: outputAt(at('prepare-audio')), maxBytes: 25e6 };
    return { 'prepare-audio': speech, assemble: filmOf(input, [segment], at('assemble')) };
  }
  const poster = { kind: 'poster', input, output: outputAt(at('poster')), atSeconds: 1, maxWidth: 64 };
  return { conform: conformOf(input, at('conform')), poster };
}

function judge(view: MediaJobView, expected: Expected, what: string): void {
  if (expected === 'fine') {
    expect(view.error, what).toBeNull();
    return;
  }
  const [code, message] = expected;
  expect(view, what).toMatchObject({
    status: 'failed',
    error: { code, message: expect.stringMatching(message) },
  });
  // Words for people, in which nothing of ours is named.
  expect(view.error?.message).toMatch(/^[A-Z][^\n]{10,200}\.$/);
  expect(view.error?.message).not.toMatch(/\/tmp|http:|127\.0\.0\.1/);
}

describe('a nasty file', { timeout: 120_000 }, () => {
  it('has its line in the table, each of them', () => {
    expect([...nasty.keys()].sort()).toEqual(Object.keys(TABLE).sort());
  });

  it.each(Object.entries(TABLE))(
    '%s ends in a right result or in clear words',
    async (name, { probe, used }) => {
      const file = nasty.get(name);
      if (!file) throw new Error(`There is no ${name}.`);
      const input = files.give(`/in/${name}`, file.bytes);
      const probed = media.run(`probe:${name}`, { kind: 'probe', input, expect: CLASS[file.role] });
      const uses = Object.entries(jobsOf(file.role, input, name)).map(
        async ([kind, spec]) => [kind, await media.run(`${kind}:${name}`, spec)] as const,
      );
      judge(await probed, probe, 'probe');
      for (const [kind, view] of await Promise.all(uses)) {
        const expected = used?.[kind] ?? probe;
        judge(view, expected, kind);
        expect(files.stored.has(`/${kind}/${name}`), `${kind} is stored`).toBe(expected === 'fine');
      }
      expect((await media.request('/health')).status).toBe(200);
    },
  );

  it('is no segment of a film', async () => {
    const clips = [...nasty.values()].filter(({ role }) => role === 'clip');
    const views = clips.map(async ({ name }) => {
      const spec = filmOf(song, [segment, files.url(`/in/${name}`)], `/segment/${name}`);
      return [name, await media.run(`segment:${name}`, spec)] as const;
    });
    for (const [name, { error }] of await Promise.all(views)) {
      expect(error?.code, `${name}: ${error?.message}`).toMatch(
        /^(input-unreadable|input-wrong-kind|qc-failed)$/,
      );
      expect(files.stored.has(`/segment/${name}`)).toBe(false);
    }
  });

  it('leaves a title as it is, but for what no title has', async () => {
    const film = files.stored.get('/assemble/mono-8-khz.mp3')?.bytes ?? Buffer.alloc(0);
    await writeFile(folder.at('film.mp4'), film);
    const shown = await folder.ask('ffprobe', [
      '-show_entries',
      'format_tags=title',
      '-of',
      'json',
      'film.mp4',
    ]);
    expect(JSON.parse(String(shown))).toMatchObject({
      format: { tags: { title: 'He said "no"; \'never\' $(touch x) `y`   🎵 夜行列車' } },
    });
  });

  it('made nobody read the file or open the socket that it named', async () => {
    expect({ visits: bait.visits, wasRead: await bait.wasRead() }).toEqual({ visits: 0, wasRead: false });
    for (const [path, { bytes }] of files.stored) {
      expect(bytes.includes('root:x:0'), path).toBe(false);
    }
    await bait.touch();
    expect({ visits: bait.visits, wasRead: await bait.wasRead() }, 'a touch is seen').toEqual({
      visits: 1,
      wasRead: true,
    });
  });

  it('leaves no program behind, and no file but segments for the next job', async () => {
    expect(childrenOf(media.pid)).toEqual([]);
    const [own] = await readdir(folder.at('work'));
    await expect.poll(() => readdir(folder.at(`work/${own}`))).toEqual(['made']);
    expect(media.output.join('')).not.toMatch(/job-broke|request-broke|folder-left/);
  });
});
