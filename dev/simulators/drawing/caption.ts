import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const FONTS = [
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/TTF/DejaVuSans.ttf',
  '/usr/share/fonts/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
  '/System/Library/Fonts/Helvetica.ttc',
  '/Library/Fonts/Arial.ttf',
];

/** A font for captions, or `undefined` where there is none or this FFmpeg cannot draw text. */
export async function findCaptionFont(): Promise<string | undefined> {
  const run = promisify(execFile);
  const filters = await run('ffmpeg', ['-hide_banner', '-v', 'error', '-filters']).catch(() => ({
    stdout: '',
  }));
  if (!/\bdrawtext\b/.test(filters.stdout)) return undefined;
  const known = FONTS.find((path) => existsSync(path));
  if (known !== undefined) return known;
  const match = await run('fc-match', ['-f', '%{file}', 'sans']).catch(() => ({ stdout: '' }));
  return /\.(ttf|ttc|otf)$/i.test(match.stdout) && /^[\w/.-]+$/.test(match.stdout) ? match.stdout : undefined;
}

/** The first words of a prompt, short enough for one line. */
export function captionOf(prompt: string): string {
  const words = prompt
    .replace(/[^\p{L}\p{N}\s'’,.-]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.slice(0, 7).join(' ').slice(0, 48);
}
