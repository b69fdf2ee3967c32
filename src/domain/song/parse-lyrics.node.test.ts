import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LyricsDocument } from './lyrics-document.ts';
import { parseLyrics } from './parse-lyrics.ts';

function read(source: string, fileName?: string): LyricsDocument {
  const result = parseLyrics({ source, fileName });
  if ('problem' in result) throw new Error(result.problem.message);
  return result;
}

function times(document: LyricsDocument): [string, number | null, number | null][] {
  return document.lines.map((line) => [line.text, line.startSeconds, line.endSeconds]);
}

describe('plain text', () => {
  it('is its lines without stanza breaks and section headers', () => {
    const { format, lines, words } = read(
      '\uFEFF[Verse 1: Ada]\r\nLow tide\r\n\r\n  and the boats lie still \r\n(Chorus)\rHold on\nBridge:\n## Outro\n♪\nBridge over water\n',
    );
    expect(format).toBe('text');
    expect(lines.map((line) => line.text)).toEqual([
      'Low tide',
      'and the boats lie still',
      'Hold on',
      'Bridge over water',
    ]);
    expect(new Set(lines.map((line) => line.timing))).toEqual(new Set(['none']));
    expect(words).toEqual([]);
  });

  it('keeps every sung line of any text, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zäß漢字ひ' ,.!?]{1,40}$/u), { minLength: 1 }), (lines) => {
        const sung = lines.map((line) => line.trim()).filter((line) => /[\p{L}]/u.test(line));
        const result = parseLyrics({ source: lines.join('\r\n') });
        if (sung.length === 0) expect(result).toHaveProperty('problem.code', 'lyrics-empty');
        else expect('lines' in result && result.lines.map((line) => line.text)).toEqual(sung);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('LRC', () => {
  it('ends a line where the next begins', () => {
    const document = read(
      '[ti:Low Tide]\n[ar: Ada]\n[00:12.00]Low tide\n[00:17.20]Hold on\n[01:02.500]Again\n',
    );
    expect(document.format).toBe('lrc');
    expect(times(document)).toEqual([
      ['Low tide', 12, 17.2],
      ['Hold on', 17.2, 62.5],
      ['Again', 62.5, null],
    ]);
    expect(document.lines[0]?.timing).toBe('given');
  });

  it('repeats a line with several times, in the order of the song', () => {
    expect(times(read('[00:10.00][00:30.00] Hold on\n[00:20.00]Low tide\n'))).toEqual([
      ['Hold on', 10, 20],
      ['Low tide', 20, 30],
      ['Hold on', 30, null],
    ]);
  });

  it.each([
    ['+500', 11.5],
    ['500', 11.5],
    ['-1500', 13.5],
    ['20000', 0],
  ])('moves all lines by an offset of %s ms', (offset, start) => {
    expect(times(read(`[offset:${offset}]\n[00:12.00]Low tide`))).toEqual([['Low tide', start, null]]);
  });

  it.each([
    ['[00:12]', 12],
    ['[0:12.5]', 12.5],
    ['[00:12.05]', 12.05],
    ['[00:12.005]', 12.005],
    ['[00:12:50]', 12.5],
    ['[01:00:12.50]', 3612.5],
  ])('reads the time %s', (tag, start) => {
    expect(read(`${tag}Low tide`).lines[0]?.startSeconds).toBe(start);
  });

  it('takes an empty time as the end of the line before, and a header as nothing sung', () => {
    expect(times(read('[00:10.00]Low tide\n[00:14.00]\n[00:20.00][Chorus]\n[00:21.00]Hold on'))).toEqual([
      ['Low tide', 10, 14],
      ['Hold on', 21, null],
    ]);
  });

  it('ends lines that share a time (a translation) with the next other time', () => {
    expect(times(read('[00:10.00]Ebbe\n[00:10.00]Low tide\n[00:15.00]Halt'))).toEqual([
      ['Ebbe', 10, 15],
      ['Low tide', 10, 15],
      ['Halt', 15, null],
    ]);
  });

  it('leaves lines without a time between those that have one', () => {
    expect(times(read('[00:10.00]one\ntwo\n[00:20.00]three'))).toEqual([
      ['one', 10, null],
      ['two', null, null],
      ['three', 20, null],
    ]);
  });

  it('reads the words of enhanced LRC, syllables joined', () => {
    const document = read(
      '[00:10.00]<00:10.00>Low <00:10.80>ti<00:11.10>de<00:11.60>\n[00:13.00]<00:13.00>Hold <00:13.50>on\n[00:15.00]',
    );
    expect(times(document)).toEqual([
      ['Low tide', 10, 11.6],
      ['Hold on', 13, 15],
    ]);
    expect(document.words).toEqual([
      { text: 'Low', startSeconds: 10, endSeconds: 10.8 },
      { text: 'tide', startSeconds: 10.8, endSeconds: 11.6 },
      { text: 'Hold', startSeconds: 13, endSeconds: 13.5 },
      { text: 'on', startSeconds: 13.5, endSeconds: 15 },
    ]);
  });

  it('without a single time is lyrics without times', () => {
    expect(read('[ar:Ada]\nLow tide', 'song.lrc')).toMatchObject({
      format: 'lrc',
      lines: [{ timing: 'none' }],
    });
  });
});

describe('subtitles', () => {
  it('are SRT cues, with the time shared among the lines of a cue', () => {
    const document = read(
      '1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>Low tide</i>\r\n\r\n2\r\n00:00:04,000 --> 00:00:08,000\r\nHold on\r\nI <3 u!\r\n',
    );
    expect(document.format).toBe('srt');
    expect(times(document)).toEqual([
      ['Low tide', 1, 3],
      ['Hold on', 4, 6],
      ['I <3 u!', 6, 8],
    ]);
  });

  it('are WebVTT cues with notes, settings, voices, entities and karaoke times', () => {
    const document = read(
      'WEBVTT\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:03.000 align:start\n<v Ada>Low &amp; slow</v>\n\n00:04.000 --> 00:06.000\nHold <00:05.000>on\n\n00:07.000 --> 00:08.000\n[Music]\n',
    );
    expect(document.format).toBe('vtt');
    expect(times(document)).toEqual([
      ['Low & slow', 1, 3],
      ['Hold on', 4, 6],
    ]);
    expect(document.words).toEqual([
      { text: 'Hold', startSeconds: 4, endSeconds: 5 },
      { text: 'on', startSeconds: 5, endSeconds: 6 },
    ]);
  });

  it('may follow each other without an empty line', () => {
    expect(
      times(read('1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:02,000 --> 00:00:03,000\ntwo')),
    ).toEqual([
      ['one', 1, 2],
      ['two', 2, 3],
    ]);
  });

  it('are told from one another by the header first and the name second', () => {
    const cue = '00:00:01.000 --> 00:00:02.000\none';
    expect(read(cue).format).toBe('srt');
    expect(read(cue, 'song.VTT').format).toBe('vtt');
    expect(read(`WEBVTT\n\n${cue}`, 'song.srt').format).toBe('vtt');
  });
});

describe('oddities', () => {
  it.each<[string, string, [string, number | null, number | null][]]>([
    [
      'repeat marks of pasted text',
      'Low tide (x2)\n(x2)\n[x3]\n2x\n【サビ】\n(Repeat chorus)',
      [['Low tide (x2)', null, null]],
    ],
    [
      'separators of the web',
      'one\u2028two\u0085three',
      [
        ['one', null, null],
        ['two', null, null],
        ['three', null, null],
      ],
    ],
    ['full-width LRC times', '［００：０１．５０］潮が\n［００：０３］', [['潮が', 1.5, 3]]],
    ['Arabic digits', '[٠٠:٠١.٥٠]في الليل\n[۰۰:۰۳]', [['في الليل', 1.5, 3]]],
    [
      'a line of no length in LRC',
      '[00:01.00]one\n[00:01.00]\n[00:04.00]two\n[00:05.00]',
      [
        ['one', 1, 1],
        ['two', 4, 5],
      ],
    ],
    [
      'SRT text with an empty line in it',
      '1\n00:00:01,000 --> 00:00:03,000\none\n\ntwo\n\n2\n00:00:05,000 --> 00:00:06,000\n99',
      [
        ['one', 1, 2],
        ['two', 2, 3],
        ['99', 5, 6],
      ],
    ],
    [
      'notes and styles of WebVTT',
      'WEBVTT\n\nSTYLE\n::cue{}\n\nNOTE\n00:01.000 --> 00:02.000\nnot sung\n\n00:03.000 --> 00:04.000\none',
      [['one', 3, 4]],
    ],
    ['ruby of WebVTT', 'WEBVTT\n\n00:03.000 --> 00:04.000\n<ruby>潮<rt>しお</rt></ruby>が', [['潮が', 3, 4]]],
    [
      'marks of direction',
      'WEBVTT\n\n00:03.000 --> 00:04.000\n&rlm;שלום &amp; לך',
      [['\u200Fשלום & לך', 3, 4]],
    ],
    [
      'an arrow in a sung line',
      '1\n00:00:01,000 --> 00:00:02,000\nhere --> there',
      [['here --> there', 1, 2]],
    ],
  ])('%s', (_, source, expected) => {
    expect(times(read(source))).toEqual(expected);
  });

  it('characters with times of their own are words where nobody writes spaces', () => {
    const [line] = read('[00:01.00]<00:01.00>潮<00:01.50>が<00:02.00>').lines;
    expect(line?.words.map(({ text, origin }) => [text, origin])).toEqual([
      ['潮', 'given'],
      ['が', 'given'],
    ]);
  });
});

describe('documents that cannot be read', () => {
  it.each([
    ['', undefined, 'lyrics-empty', null],
    [' \r\n\uFEFF', undefined, 'lyrics-empty', null],
    ['[Chorus]\n\n♪ ♪', undefined, 'lyrics-empty', null],
    ['[00:01.00]\n[00:02.00]', undefined, 'lyrics-empty', null],
    ['Low tide', 'song.srt', 'lyrics-no-cues', null],
    ['1\n00:00:01,000 --> 00:00:0x\none', undefined, 'lyrics-bad-time', 2],
    ['1\n00:00:09,000 --> 00:00:02,000\none', undefined, 'lyrics-bad-time', 2],
  ])('%j named %s: %s', (source, fileName, code, line) => {
    expect(parseLyrics({ source, fileName })).toMatchObject({ problem: { code, line } });
  });

  it('never throw, whatever is in them, and times stay in order', () => {
    const piece = fc.constantFrom(
      '[00:01.00]',
      '[00:99.99]',
      '<00:02.00>',
      'la',
      '\n',
      '\r\n',
      ' ',
      '-->',
      '00:00:01,000',
      '00:00:03,000',
      'WEBVTT\n',
      '[x:y]',
      '[offset:9]',
      '<i>',
      '漢',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        const result = parseLyrics({ source: pieces.join('') });
        if ('problem' in result) return;
        const starts = result.lines.flatMap((line) =>
          line.startSeconds === null ? [] : [line.startSeconds],
        );
        const disorder = starts.some((start, index) => start < (starts[index - 1] ?? 0));
        const negative = result.lines.some((line) => (line.endSeconds ?? 1e9) < (line.startSeconds ?? 0));
        if (disorder || negative || result.lines.length === 0) throw new Error(JSON.stringify(result));
      }),
      { numRuns: 3000 },
    );
  });
});
