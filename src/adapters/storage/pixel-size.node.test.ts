import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pixelSize } from './pixel-size.ts';

const run = promisify(execFile);

/** A picture as FFmpeg writes it. */
async function picture(encoder: readonly string[], format: string): Promise<Uint8Array> {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=318x206:d=1', '-frames:v', '1'];
  const args = ['-nostdin', '-v', 'error', ...source, ...encoder, '-f', format, 'pipe:1'];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer' });
  return new Uint8Array(stdout);
}

describe('the size of a picture', () => {
  it.each([
    ['JPEG', ['-c:v', 'mjpeg'], 'image2pipe'],
    ['PNG', ['-c:v', 'png'], 'image2pipe'],
    ['WebP with loss', ['-c:v', 'libwebp'], 'webp'],
    ['WebP without loss', ['-c:v', 'libwebp', '-lossless', '1'], 'webp'],
  ] as const)('is read from the head of a %s', async (_, encoder, format) => {
    const head = (await picture(encoder, format)).subarray(0, 4100);
    expect(pixelSize(head)).toEqual({ width: 318, height: 206 });
  });

  it('is read from the canvas of an extended WebP', () => {
    const head = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3d\x01\0\xcd\0\0', 'latin1');
    expect(pixelSize(head)).toEqual({ width: 318, height: 206 });
  });

  it('is read behind fill bytes and tables of a JPEG', () => {
    const head = Buffer.from(
      'ffd8 ffffe00004abcd ffc40003ff ffc2000b08 00ce013e 03'.replaceAll(' ', ''),
      'hex',
    );
    expect(pixelSize(head)).toEqual({ width: 318, height: 206 });
  });

  it('is unknown for what is cut off, and for whatever else comes', () => {
    expect(pixelSize(Buffer.from('ffd8ffe0ffff', 'hex'))).toBeNull();
    expect(pixelSize(new TextEncoder().encode('<html>no picture</html>'))).toBeNull();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom('ffd8ff', '89504e470d0a1a0a', ''),
        (rest, start) => {
          const size = pixelSize(Buffer.concat([Buffer.from(start, 'hex'), rest]));
          if (size) expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
