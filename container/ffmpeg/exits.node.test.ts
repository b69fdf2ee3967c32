import { describe, expect, it } from 'vitest';
import { explain } from './complaints.ts';
import { failureOfLimit } from './exits.ts';
import { toolEnvironment } from './tool-environment.ts';

const LIMITS = { maxMemoryBytes: 1024 ** 3, maxCpuSeconds: 10, maxOutputBytes: 1024 ** 3 };

describe('the end of a program', () => {
  it.each<[number | null, NodeJS.Signals | null, number, string | undefined]>([
    [0, null, 100, undefined],
    [1, null, 100, undefined],
    [null, 'SIGXFSZ', 1, 'input-too-large'],
    [null, 'SIGXCPU', 1, 'timeout'],
    // FFmpeg ends by itself when it hears of the limit; after a second it can only have been somebody else.
    [255, null, 100, 'timeout'],
    [255, null, 1, undefined],
    [null, 'SIGKILL', 100, 'timeout'],
    [null, 'SIGKILL', 1, undefined],
  ])(
    'by code %j and signal %j after at most %i s of processor time is %j',
    (exitCode, endedBy, seconds, code) => {
      expect(failureOfLimit({ exitCode, endedBy }, LIMITS, seconds)?.code).toBe(code);
    },
  );

  it.each<[string, NodeJS.Signals | null, number | undefined, string]>([
    ['get_buffer() failed: Cannot allocate memory', null, 1024 ** 3, 'input-too-large'],
    ['x264 [error]: malloc of size 3110400 failed', null, 1024 ** 3, 'input-too-large'],
    ['terminate called: what(): std::bad_alloc', 'SIGABRT', 1024 ** 3, 'input-too-large'],
    // Nobody bounded it: another time there may be more.
    ['Cannot allocate memory', null, undefined, 'internal'],
    ['', 'SIGKILL', 1024 ** 3, 'internal'],
    ['', 'SIGSEGV', 1024 ** 3, 'input-unreadable'],
    ['out.mp4: No space left on device', null, 1024 ** 3, 'internal'],
    [
      'Number of streams exceeds max_streams parameter (100)\nCannot allocate memory',
      null,
      1,
      'input-too-large',
    ],
    ['moov atom not found', null, 1024 ** 3, 'input-unreadable'],
  ])(
    'with the words %j and signal %j, its memory bound to %j, is %s',
    (words, endedBy, memoryBytes, code) => {
      const exitCode = endedBy === null ? 1 : null;
      expect(explain({ exitCode, endedBy, complaints: words.split('\n'), memoryBytes }).code).toBe(code);
    },
  );
});

describe('the environment of a program', () => {
  it('has no secret of ours, and its home where it may write', () => {
    const ours = { PATH: '/bin', HOME: '/root', MEDIA_TOKEN: 'secret', MEDIA_WEBHOOK_SECRET: 'secret' };
    const env = toolEnvironment(ours, '/work/job');
    expect(env).toMatchObject({ PATH: '/bin', HOME: '/work/job', TMPDIR: '/work/job' });
    expect(JSON.stringify(env)).not.toContain('secret');
  });
});
