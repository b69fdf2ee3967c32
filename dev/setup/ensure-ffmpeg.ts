import { spawnSync } from 'node:child_process';
import { installPackages } from './apt-get.ts';

const PACKAGES = ['ffmpeg', 'fonts-dejavu-core'];

/**
 * Makes sure that FFmpeg is there: asks apt-get for it where that is allowed, else says what to run and ends the
 * process with code 1.
 */
export async function ensureFfmpeg(): Promise<void> {
  const missing = ['ffmpeg', 'ffprobe'].filter((program) => !runs(program, ['-version']));
  if (missing.length === 0) return;
  console.error(`${missing.join(' and ')} not found.`);
  if (process.getuid?.() === 0) console.error('Installing FFmpeg with apt-get …');
  if (installPackages(PACKAGES) && runs('ffmpeg', ['-version']) && runs('ffprobe', ['-version'])) return;
  console.error(`Install FFmpeg, then run this again:\n\n  ${howTo(process.platform)}\n`);
  process.exit(1);
}

/** What to run for it, by `process.platform`. */
export function howTo(platform: string): string {
  switch (platform) {
    case 'darwin':
      return 'brew install ffmpeg';
    case 'win32':
      return 'winget install Gyan.FFmpeg      (or: choco install ffmpeg)';
    default:
      return [
        `sudo apt-get update && sudo apt-get install -y ${PACKAGES.join(' ')}`,
        '(Fedora: sudo dnf install ffmpeg-free dejavu-sans-fonts · Arch: sudo pacman -S ffmpeg ttf-dejavu)',
      ].join('\n  ');
  }
}

function runs(program: string, args: readonly string[]): boolean {
  const { status, error } = spawnSync(program, args, { stdio: 'ignore' });
  return error === undefined && status === 0;
}

if (import.meta.main) await ensureFfmpeg();
