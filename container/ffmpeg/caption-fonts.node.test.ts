import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { workContext } from '#container/testing/work-context.ts';
import { familiesOf, requireCaptionFonts } from './caption-fonts.ts';

const script = (family: string, text: string) =>
  `[V4+ Styles]\nStyle: Caption,${family},60,&H00FFFFFF\n\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,Caption,,0,0,0,,${text}\n`;
const hasFontconfig = spawnSync('fc-list', ['--version']).status === 0;
const installed =
  spawnSync('fc-list', [':', 'family'], { encoding: 'utf8' }).stdout?.split(/[\n,]/u)[0] ?? '';

describe('the fonts of captions', () => {
  it('are those that styles and tags name, and none that lyrics seem to name', () => {
    const text = '{\\fnNoto Sans Hebrew\\fs54.8\\k10}ש{\\fnNoto Sans}a \\{\\\u2060fnWingdings\\} b';
    expect(familiesOf(script('Noto Sans', text))).toEqual(['Noto Sans', 'Noto Sans Hebrew']);
  });

  it.skipIf(!hasFontconfig)('are refused by name where they are not installed', async () => {
    const refused = requireCaptionFonts(script(installed, '{\\fnNo Such Family}a'), workContext(tmpdir()));
    await expect(refused).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining(': No Such Family ('),
    });
  });

  it.skipIf(!hasFontconfig || installed === '')('are accepted where they are installed', async () => {
    await expect(requireCaptionFonts(script(installed, 'a'), workContext(tmpdir()))).resolves.toBeUndefined();
  });
});
