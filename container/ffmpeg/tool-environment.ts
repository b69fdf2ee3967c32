/** What a program needs of ours to be found and to find its libraries and fonts. Secrets are not among it. */
const PASSED_ON = [
  ...['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'],
  ...['FONTCONFIG_FILE', 'FONTCONFIG_PATH', 'FONTCONFIG_SYSROOT'],
] as const;

/**
 * The environment of a program: nothing secret, and a home in the job's folder, since that is the one place where
 * it may write.
 */
export function toolEnvironment(
  ours: Readonly<Record<string, string | undefined>>,
  folder: string,
): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => (ours[name] === undefined ? [] : [[name, ours[name]]]));
  return {
    ...Object.fromEntries(passed),
    HOME: folder,
    TMPDIR: folder,
    LC_ALL: 'C.UTF-8',
    AV_LOG_FORCE_NOCOLOR: '1',
  };
}
