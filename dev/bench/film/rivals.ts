/** The other ways to a film, as FFmpeg's arguments. Each runs in the folder of the material. */
import { timingFilters } from '#container/ffmpeg/arguments/picture-timing.ts';
import { segmentEncoding } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { FILM, type FilmPlan, RATE, SEAM_SECONDS, type Shot } from './film-plan.ts';

/** What our own join encodes a song with. */
const SOUND = ['-c:a', 'aac', '-b:a', '256k'];

/** The least that a film costs: ready segments are copied, the song is encoded. */
export function floorArguments(list: string, song: string, output: string): string[] {
  return [
    ...['-f', 'concat', '-safe', '0', '-i', list, '-i', song],
    ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', ...SOUND, '-movflags', '+faststart', output],
  ];
}

/** A list for FFmpeg's concat demuxer. */
export function concatList(names: readonly string[]): string {
  return names.map((name) => `file '${name}'\n`).join('');
}

/** One clip as the frames that its shot shows: the very pictures that our segments take. */
function shotFilter({ frames }: Shot): string {
  const { width, height, frameRate } = FILM;
  return [
    ...timingFilters({ speed: 1, leadFrame: 0 }, 0, frameRate),
    `scale=${width}:${height}:flags=bicubic,setsar=1,format=yuv420p`,
    'tpad=stop_mode=clone:stop=-1',
    `trim=end_frame=${frames},setpts=PTS-STARTPTS`,
  ].join(',');
}

/**
 * A graph that cuts all clips to shape and lays each over the one before: `[film]`. `xfade` takes no 4:2:0; the chroma
 * is brought to 4:4:4 once and back once, and not at every seam.
 */
export function filmGraph({ shots }: FilmPlan): string {
  const cut = shots.map((shot, number) => `[${number}:v]${shotFilter(shot)},format=yuv444p[shot-${number}]`);
  const faded = shots.slice(1).map(({ startFrame }, index) => {
    const before = index === 0 ? '[shot-0]' : `[faded-${index}]`;
    const into = index === shots.length - 2 ? ',format=yuv420p[film]' : `[faded-${index + 1}]`;
    const fade = `xfade=transition=fade:duration=${SEAM_SECONDS}:offset=${(startFrame / RATE).toFixed(6)}`;
    return `${before}[shot-${index + 1}]${fade}${into}`;
  });
  return [...cut, ...faded].join(';');
}

/** The clips as their shots show them, with hard cuts: what a film is like where nothing blends and nothing is encoded. */
export function hardCutGraph({ shots, frames }: FilmPlan): string {
  const cut = shots.map((shot, number) => {
    const end = shots[number + 1]?.startFrame ?? frames;
    return `[${number}:v]${shotFilter({ ...shot, frames: end - shot.startFrame })}[shot-${number}]`;
  });
  const all = shots.map((_, number) => `[shot-${number}]`).join('');
  return [...cut, `${all}concat=n=${shots.length}:v=1:a=0[film]`].join(';');
}

/** Everything in one graph, encoded with the settings of our segments and with as many threads as FFmpeg likes. */
export function oneGraphArguments(
  plan: FilmPlan,
  clips: readonly string[],
  song: string,
  output: string,
): string[] {
  return [
    ...clips.flatMap((clip) => ['-i', clip]),
    ...['-i', song, '-filter_complex', filmGraph(plan), '-map', '[film]', '-map', `${clips.length}:a`],
    ...SOUND,
    ...segmentEncoding(FILM, plan.frames, 0),
    ...inMp4(output),
  ];
}

/** A clip in the common format, with the frames of its scene. */
export function normaliseArguments(clip: string, frames: number, output: string): string[] {
  const { width, height } = FILM;
  return [
    ...[
      '-i',
      clip,
      '-an',
      '-vf',
      `fps=${RATE},scale=${width}:${height}:flags=bicubic,setsar=1,format=yuv420p`,
    ],
    ...segmentEncoding(FILM, frames, 0),
    ...inMp4(output),
  ];
}

function inMp4(output: string): string[] {
  return ['-movflags', '+faststart', '-f', 'mp4', output];
}
