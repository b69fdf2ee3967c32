import { execFileSync } from 'node:child_process';

/** Installs Debian packages where that is allowed: as root, with apt-get there. False where it was not or failed. */
export function installPackages(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0) return false;
  const aptGet = (args: readonly string[]) =>
    execFileSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  try {
    aptGet(['update', '-q']);
    aptGet(['install', '-y', '-q', '--no-install-recommends', ...packages]);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(`apt-get could not install ${packages.join(' ')}.`);
    return false;
  }
}
