import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLyrics } from '#domain/song/index.ts';
import { captionCues } from './caption-cues.ts';
import { anySong, SONG_SECONDS, timedLine } from './testing/timed-line.ts';
import { trackCues, webVtt } from './web-vtt.ts';

const cuesOf = (lines: ReturnType<typeof timedLine>[]) =>
  captionCues({ lines, words: [], durationSeconds: SONG_SECONDS });
const cues = cuesOf([
  timedLine('Hold <on> & go --> now', 10, 14),
  timedLine('Hold on to me until the morning light is in', 20, 24),
]);

describe('a WebVTT file of captions', () => {
  it('has its cues with everything escaped', () => {
    expect(webVtt(cues)).toBe(
      [
        'WEBVTT\n\n1\n00:00:09.700 --> 00:00:14.600 align:center\nHold &lt;on&gt; &amp; go --&gt; now\n',
        '2\n00:00:19.700 --> 00:00:24.600 align:center\nHold on to me until\nthe morning light is in\n',
      ].join('\n'),
    );
  });

  it('may stand at the top and tell when words are sung', () => {
    const file = webVtt(cuesOf([timedLine('Hold on', 10, 14)]), { placement: 'top', words: true });
    expect(file).toContain('line:0 align:center\n<00:00:10.000>Hold <00:00:12.667>on\n');
  });

  it('reads back as the same text and times', () => {
    fc.assert(
      fc.property(anySong, (lines) => {
        const shown = cuesOf(lines);
        const file = webVtt(shown);
        const blocks = file.split('\n\n').slice(1);
        expect(blocks).toHaveLength(shown.length);
        expect(blocks.filter((block) => (block.match(/-->/gu) ?? []).length !== 1)).toEqual([]);
        const read = blocks.map((block) => block.trimEnd().split('\n').slice(2).join('\n'));
        const decode = (text: string) =>
          text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(read.map(decode)).toEqual(trackCues(shown).map(({ text }) => text));
      }),
    );
  });

  it('is read by our own reader of subtitles', () => {
    const read = parseLyrics({ source: webVtt(cuesOf([timedLine('Stay & go', 10, 14)])) });
    expect(read).toMatchObject({
      format: 'vtt',
      lines: [{ text: 'Stay & go', startSeconds: 9.7, endSeconds: 14.6 }],
    });
  });
});
