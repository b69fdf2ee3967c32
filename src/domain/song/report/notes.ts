import type { LyricsReport } from '#contracts/views/lyrics-report.ts';

/** What a report says, in sentences for people. */
export function notesOf(report: Omit<LyricsReport, 'notes'>): string[] {
  const { verdict, coverage, languages, offsetSeconds, lookAt, notInLyrics } = report;
  const notes: string[] = [];
  const say = (sentence: string) => notes.push(sentence);
  const heard = Math.round((coverage.lyricsHeard ?? 0) * 100);
  switch (verdict) {
    case 'not-transcribed':
      say('The song was not transcribed yet, so that there is nothing to compare the lyrics with.');
      break;
    case 'nothing-heard':
      say('No words were heard in the song. Is it an instrumental, or are these the lyrics of another one?');
      break;
    case 'another-language':
      say(
        `What was heard seems to be in another language than the lyrics${names(languages)}. Lines are only spread over the singing.`,
      );
      break;
    case 'another-song':
      say('What was heard has no more in common with the lyrics than any two songs. Are they of this song?');
      break;
    case 'fits':
    case 'fits-partly':
      say(`${heard} % of the words were heard.`);
      break;
    default:
      verdict satisfies never;
  }
  if (offsetSeconds !== null) {
    const shift = Math.abs(offsetSeconds).toFixed(2);
    say(`The given times are ${offsetSeconds > 0 ? 'early' : 'late'} by ${shift} s throughout.`);
  }
  if (lookAt.length > 0)
    say(`${lookAt.length} of ${coverage.lines} lines ${lookAt.length === 1 ? 'needs' : 'need'} a look.`);
  if (notInLyrics.length > 0)
    say(`${notInLyrics.length} heard phrase${notInLyrics.length === 1 ? ' is' : 's are'} in no line.`);
  return notes;
}

function names({ lyrics, heard }: LyricsReport['languages']): string {
  return lyrics !== null && heard !== null && lyrics !== heard ? ` (${heard}, not ${lyrics})` : '';
}
