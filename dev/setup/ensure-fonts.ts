import { spawnSync } from 'node:child_process';
import { installPackages } from './apt-get.ts';

const PACKAGES = ['fonts-noto-core', 'fonts-noto-cjk', 'fontconfig'];
/** One family of each package tells whether it is there. */
const FAMILIES = ['Noto Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans CJK JP'];

/** The families that captions need and fontconfig does not offer; all of them where there is no fontconfig. */
export function missingFonts(program = 'fc-list'): string[] {
  const { status, stdout } = spawnSync(program, [':', 'family'], { encoding: 'utf8', maxBuffer: 16e6 });
  if (status !== 0) return [...FAMILIES];
  const offered = new Set(stdout.split('\n').flatMap((line) => line.split(',').map((name) => name.trim())));
  return FAMILIES.filter((family) => !offered.has(family));
}

/**
 * Makes sure that captions can be drawn: asks apt-get for the fonts where that is allowed, else says what to run. They
 * are not needed for anything else, so that nothing ends here without them.
 */
export function ensureFonts(): void {
  const missing = missingFonts();
  if (missing.length === 0) return;
  console.error(`Fonts for captions not found: ${missing.join(', ')}.`);
  if (process.getuid?.() === 0) console.error('Installing them with apt-get …');
  if (installPackages(PACKAGES) && missingFonts().length === 0) return;
  console.error(
    `Captions are not drawn until they are there; tests of that are skipped.\n\n  ${howTo(process.platform)}\n`,
  );
}

/** What to run for it, by `process.platform`. */
function howTo(platform: string): string {
  if (platform === 'darwin')
    return 'brew install fontconfig font-noto-sans font-noto-sans-arabic font-noto-sans-hebrew font-noto-sans-cjk';
  return [
    `sudo apt-get update && sudo apt-get install -y ${PACKAGES.join(' ')}`,
    '(Fedora: sudo dnf install google-noto-sans-fonts google-noto-sans-cjk-fonts · Arch: sudo pacman -S noto-fonts noto-fonts-cjk)',
  ].join('\n  ');
}

if (import.meta.main) ensureFonts();
