import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lyrics, SungLine } from '#contracts/entities/song.ts';
import { decodeLyrics } from '../decode-lyrics.ts';
import { lineWords } from '../line-words.ts';
import { plainLine } from '../lyrics-document.ts';
import { parseLyrics } from '../parse-lyrics.ts';
import { timeLyrics } from '../time-lyrics.ts';
import { type ExportOptions, exportLyrics } from './export-lyrics.ts';

type Given = Pick<Lyrics, 'origin' | 'format' | 'source' | 'encoding' | 'language' | 'lines'>;

function given(bytes: Uint8Array, fileName?: string): Given {
  const read = decodeLyrics(bytes);
  if ('problem' in read) throw new Error(read.problem.message);
  const parsed = parseLyrics({ source: read.source, fileName });
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const { format, lines } = parsed;
  return { origin: 'given', format, ...read, language: null, lines };
}

function exported(lyrics: Given, format: ExportOptions['format'], words = false): Uint8Array {
  const file = exportLyrics(lyrics, { format, words, title: 'A title' });
  if ('untimed' in file) throw new Error(`no time for ${file.untimed}`);
  return file;
}

function linesAgain(lyrics: Given, format: ExportOptions['format'], words = false): SungLine[] {
  return given(exported(lyrics, format, words), `song.${format}`).lines;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from({ length: text.length * 2 + 2 }, (_, at) => {
    const code = `\uFEFF${text}`.charCodeAt(at >> 1);
    return (at % 2 === 0) === little ? code & 255 : code >> 8;
  });
/** Text whose characters beyond ASCII are single bytes. */
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const ODD: [string, Uint8Array, string | undefined][] = [
  [
    'text with CR LF, a mark, headers and repeats',
    utf8('\uFEFF[Verse]\r\nLow tide (x2)\r\n\r\n(x2)\r\nHold  on\r\n'),
    undefined,
  ],
  ['text with CR alone and none at the end', utf8('one\rtwo\r\rthree'), undefined],
  [
    'LRC with a negative offset and tags',
    utf8('\uFEFF[ti:A]\r\n[offset:-350]\r\n[00:01.10][00:09.00] Low\r\n[00:04.00]\r\n[00:05.5]on'),
    undefined,
  ],
  [
    'enhanced LRC',
    utf8('[00:01.00]<00:01.00>Low <00:01.50>ti<00:01.80>de<00:02.00>\n[00:03.00]on\n'),
    undefined,
  ],
  [
    'LRC with full-width times',
    utf8('［００：０１．００］潮が引く\n［００：０３．５０］待って\n'),
    undefined,
  ],
  [
    'SRT with CR LF, tags and overlaps',
    utf8(
      '\uFEFF1\r\n00:00:01,000 --> 00:00:04,000\r\n<i>Low</i>\r\n\r\n2\r\n00:00:02,500 --> 00:00:05,000\r\n{\\an8}tide\r\nin\r\n',
    ),
    undefined,
  ],
  [
    'SRT out of order, with a cue of no length',
    utf8('2\n00:00:05,000 --> 00:00:05,000\nb\n\n1\n00:00:01,000 --> 00:00:02,000\na\n'),
    undefined,
  ],
  [
    'right-to-left SRT',
    utf8(
      '1\n00:00:01,000 --> 00:00:02,000\n\u200Fאני כאן & את\n\n2\n00:00:03,000 --> 00:00:04,000\nفي الليل\n',
    ),
    undefined,
  ],
  [
    'WebVTT with notes, styles, ids, settings and hours left out',
    utf8(
      'WEBVTT - a song\n\nSTYLE\n::cue { color: red }\n\nNOTE a --> b\n\nintro\n00:01.000 --> 00:03.000 align:start line:0\n<v Ada>Low &amp; &lt;slow&gt;</v>\n\n01:00:04.000 --> 01:00:06.000\n潮<01:00:05.000>が\n',
    ),
    undefined,
  ],
  ['Latin-1', bytesOf('J\xE9sus, o\xF9 es-tu ?\r\nAm \x91Ende\x92 \xFCber Stra\xDFen\r\n'), undefined],
  ['UTF-16, little end first', utf16('Low tide\r\n潮が\r\n', true), undefined],
  ['UTF-16, big end first', utf16('[00:01.00]Низкая вода 🌊\n', false), undefined],
];

describe('lyrics as a file', () => {
  it.each(ODD)('of %s are, as they were given, the same bytes', (_, bytes, name) => {
    const lyrics = given(bytes, name);
    expect(exported(lyrics, lyrics.format === 'speech' ? 'text' : lyrics.format)).toEqual(bytes);
  });

  it.each(ODD)('of %s read back as the same lines in every format', (_, bytes, name) => {
    const lyrics = given(bytes, name);
    const timed = timeLyrics({
      lines: lyrics.lines,
      heard: [{ text: 'la', startSeconds: 1, endSeconds: 9 }],
      durationSeconds: 4000,
    });
    for (const format of ['srt', 'vtt'] as const) {
      const again = linesAgain({ ...lyrics, format: 'speech', lines: timed }, format);
      expect(again.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds])).toEqual(
        timed.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds]),
      );
    }
    expect(linesAgain({ ...lyrics, format: 'speech', lines: timed }, 'lrc').map(({ text }) => text)).toEqual(
      timed.map(({ text }) => text),
    );
  });

  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'low',
          'tide',
          '&amp;',
          '<i>',
          'a  b',
          '-->',
          '1:2',
          '潮が',
          'أنا',
          'שלום',
          '42',
          '’',
          '{x}',
          '♪',
        ),
        fc.stringMatching(/^[a-zé&<>"'.,!-]{1,8}$/u),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => `la ${parts.join(' ')}`.trim());
  /** Lines in order; hundredths of a second, each ending by the start of the next. */
  const lines = fc
    .array(fc.tuple(text, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 300 })), {
      minLength: 1,
      maxLength: 20,
    })
    .map((made) => {
      let at = 0;
      return made.map(([line, length, rest]): SungLine => {
        const startSeconds = at / 100;
        at += length + 1;
        const endSeconds = at / 100;
        at += rest;
        const words = lineWords(line).map((word, index, all) => {
          const share = (place: number) =>
            startSeconds + Math.round(((length + 1) * place) / all.length) / 100;
          const time = { startSeconds: share(index), endSeconds: share(index + 1) };
          return { text: word.text, ...time, origin: 'aligned' as const, confidence: 1 };
        });
        return { ...plainLine({ text: line, startSeconds, endSeconds, timing: 'aligned' }), words };
      });
    });
  const brief = (of: readonly SungLine[]) =>
    of.map((line) => [line.text, line.startSeconds?.toFixed(2), line.endSeconds?.toFixed(2)]);

  it.each([
    ['lrc', false],
    ['lrc', true],
    ['srt', false],
    ['vtt', false],
    ['vtt', true],
  ] as const)('in %s (words: %s) reads back as the same lines and times', (format, words) => {
    fc.assert(
      fc.property(lines, (made) => {
        const lyrics: Given = {
          origin: 'heard',
          format: 'speech',
          source: '',
          encoding: 'utf-8',
          language: null,
          lines: made,
        };
        const again = linesAgain(lyrics, format, words);
        expect(brief(again)).toEqual(brief(made));
        if (!words) return;
        const timesOf = (of: readonly SungLine[]) =>
          of.map((line) =>
            line.words.map((word) => [word.text, word.startSeconds.toFixed(2), word.endSeconds.toFixed(2)]),
          );
        expect(timesOf(again)).toEqual(timesOf(made));
      }),
      { numRuns: 300 },
    );
  });

  it('in JSON has everything', () => {
    const lyrics = given(utf8('[00:01.00]Low tide\n[00:03.00]'));
    const file = JSON.parse(new TextDecoder().decode(exported(lyrics, 'json')));
    expect(file).toEqual({ title: 'A title', origin: 'given', language: null, lines: lyrics.lines });
  });

  it('is written anew where a time was set by hand, and keeps its tags', () => {
    const lyrics = given(utf8('[ar:Ada]\n[offset:500]\n[00:01.50]Low tide\n[00:03.50]Hold on\n[00:05.50]'));
    const [first, second] = lyrics.lines;
    if (!first || !second) throw new Error('two lines were given');
    const set: SungLine = { ...second, startSeconds: 3.2, timing: 'set', reason: 'sung early', words: [] };
    const file = exported({ ...lyrics, lines: [first, set] }, 'lrc');
    expect(new TextDecoder().decode(file)).toBe(
      '[ar:Ada]\n[00:01.00]Low tide\n[00:03.00]\n[00:03.20]Hold on\n[00:05.00]\n',
    );
  });

  it('cannot be subtitles while a line has no time', () => {
    const options = { format: 'srt', words: false, title: '' } as const;
    expect(exportLyrics(given(utf8('one\ntwo')), options)).toEqual({ untimed: [0, 1] });
  });
});
