import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AspectRatio } from '#contracts/entities/index.ts';
import { ROOT } from '#dev/stack/paths.ts';

const USAGE = `Usage: npm run demo -- [options]

  --song PATH      a song: mp3, wav, flac, m4a, aac, ogg, opus or webm (default: the bundled one)
  --lyrics PATH    its words: .lrc, .srt, .vtt or .txt (default: heard by the speech service)
  --style TEXT     how the film looks, e.g. "35 mm film, warm dusk"
  --aspect RATIO   ${AspectRatio.options.join(', ')} (default 16:9)
  --scenes N       number of scenes (default: by the song's length)
  --title TEXT     (default: the name of the song's file)
  --out FOLDER     where the film goes (default out)
  --help
`;

export interface DemoOptions {
  readonly song: string;
  readonly lyrics: string | null;
  readonly style: string | undefined;
  readonly aspect: AspectRatio;
  readonly scenes: number | null;
  readonly title: string | undefined;
  readonly out: string;
}

/** The arguments cannot be understood, or help was asked for; the message is the usage. */
export class Usage extends Error {
  readonly isHelp: boolean;

  constructor(complaint: string | null) {
    super(complaint === null ? USAGE : `${complaint}\n\n${USAGE}`);
    this.isHelp = complaint === null;
  }
}

/** Paths are taken from the folder where the command was given. Throws `Usage`. */
export function readArguments(args: readonly string[], cwd: string): DemoOptions {
  const values = parse(args);
  if (values.help === true) throw new Usage(null);
  const aspect = AspectRatio.safeParse(values.aspect ?? '16:9');
  if (!aspect.success) throw new Usage(`--aspect must be one of ${AspectRatio.options.join(', ')}.`);
  const scenes = values.scenes === undefined ? null : Number(values.scenes);
  if (scenes !== null && !(Number.isInteger(scenes) && scenes >= 1 && scenes <= 400)) {
    throw new Usage('--scenes must be a whole number from 1 to 400.');
  }
  const bundled = values.song === undefined;
  const song = bundled ? `${ROOT}/dev/song/song.mp3` : existing(cwd, values.song ?? '', '--song');
  const given = values.lyrics === undefined ? null : existing(cwd, values.lyrics, '--lyrics');
  return {
    song,
    lyrics: given,
    style: values.style,
    aspect: aspect.data,
    scenes,
    title: values.title ?? (bundled ? 'Night Train to the Sea' : undefined),
    out: resolve(cwd, values.out ?? 'out'),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        song: text,
        lyrics: text,
        style: text,
        aspect: text,
        scenes: text,
        title: text,
        out: text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
}

function existing(cwd: string, path: string, option: string): string {
  const full = resolve(cwd, path);
  if (!existsSync(full)) throw new Usage(`${option}: there is no file ${full}.`);
  return full;
}
