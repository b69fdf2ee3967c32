import { garbledProblem, tooLongProblem } from './document-limits.ts';
import { looksLikeLrc, readLrc } from './lrc.ts';
import { type LyricsDocument, type LyricsProblem, untimedLine } from './lyrics-document.ts';
import { looksLikeSubtitles, readSubtitles } from './subtitles.ts';
import { isSung } from './sung-text.ts';

/**
 * Reads lyrics: plain text, LRC (also enhanced), SRT or WebVTT. The content decides what it is; the file name helps
 * where it says nothing. Section headers and stanza breaks are not lines. Texts are never changed beyond markup.
 */
export function parseLyrics(input: {
  source: string;
  fileName?: string | undefined;
}): LyricsDocument | { problem: LyricsProblem } {
  const text = input.source.replace(/^\uFEFF/u, '');
  const source = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/u);
  const named = /\.(lrc|srt|vtt)$/iu.exec(input.fileName ?? '')?.[1]?.toLowerCase();
  const isVtt = /^\s*WEBVTT(?:\s|$)/u.test(text);
  const garbled = garbledProblem(text);
  if (garbled) return { problem: garbled };
  if (text.trim() === '') return empty();

  if (isVtt || looksLikeSubtitles(source)) {
    const read = readSubtitles(source, isVtt);
    if ('problem' in read) return read;
    return filled({ format: isVtt || named === 'vtt' ? 'vtt' : 'srt', ...read });
  }
  if (named === 'srt' || named === 'vtt') {
    return problem('lyrics-no-cues', `This is no ${named.toUpperCase()} document: it has no cue with times.`);
  }
  if (named === 'lrc' || looksLikeLrc(source)) return filled({ format: 'lrc', ...readLrc(source) });
  const lines = source
    .map((line) => line.trim())
    .filter(isSung)
    .map(untimedLine);
  return filled({ format: 'text', lines, words: [] });
}

function filled(document: LyricsDocument): LyricsDocument | { problem: LyricsProblem } {
  if (document.lines.length === 0) return empty();
  const tooLong = tooLongProblem(document.lines);
  return tooLong ? { problem: tooLong } : document;
}

function empty(): { problem: LyricsProblem } {
  return problem('lyrics-empty', 'The document has no line that is sung.');
}

function problem(code: LyricsProblem['code'], message: string): { problem: LyricsProblem } {
  return { problem: { code, message, line: null } };
}
