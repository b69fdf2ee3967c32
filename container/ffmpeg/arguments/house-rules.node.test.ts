import { describe, expect, it } from 'vitest';
import { refuseUnnamedInputs, withBoundThreads } from './house-rules.ts';
import { inputArguments } from './input.ts';

const CLIP = inputArguments({ name: 'clip', demuxer: 'mov' });
const DRAWN = ['-f', 'lavfi', '-i', 'color=black'];

describe('a command line', () => {
  it.each<[string, string[], string | null]>([
    ['a named input', CLIP, null],
    ['two of them', [...CLIP, '-t', '1', ...CLIP, '-map', '0:v', 'out.mp4'], null],
    ['one that FFmpeg draws', [...DRAWN, ...CLIP], null],
    ['no input', ['-version'], null],
    [
      'an input that is guessed',
      ['-protocol_whitelist', 'file,pipe', '-i', 'clip'],
      'without a named demuxer',
    ],
    ['a second input that is guessed', [...CLIP, '-i', 'song'], 'without a named demuxer'],
    ['one that may open anything', ['-f', 'hls', '-i', 'list'], 'more than files and pipes'],
    [
      'one that may open sockets',
      ['-protocol_whitelist', 'file,http', '-f', 'hls', '-i', 'list'],
      'more than files and pipes',
    ],
  ])('with %s', (_what, args, complaint) => {
    if (complaint === null) expect(() => refuseUnnamedInputs(args)).not.toThrow();
    else expect(() => refuseUnnamedInputs(args)).toThrow(complaint);
  });

  it('bounds the threads of each decoder that has no bound, and of the filters', () => {
    expect(withBoundThreads([...CLIP, '-threads', '4', ...DRAWN, '-c:v', 'libx264', 'out.mp4'], 1)).toEqual([
      ...['-filter_threads', '1', '-filter_complex_threads', '1'],
      ...['-threads', '1', ...CLIP, '-threads', '4', ...DRAWN, '-c:v', 'libx264', 'out.mp4'],
    ]);
  });
});
