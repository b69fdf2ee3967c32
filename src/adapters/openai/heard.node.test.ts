import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heardFrom, VerboseTranscription } from './heard.ts';

test('cleans words and segments', () => {
  const heard = heardFrom(
    VerboseTranscription.parse({
      task: 'transcribe',
      language: 'English ',
      duration: 8.470000267028809,
      text: ' The sea, the sea ',
      words: [
        { word: ' The', start: -0.02, end: 0.24 },
        { word: ' ', start: 0.24, end: 0.3 },
        { word: 'sea', start: 0.5, end: 0.4 },
        { word: 'the', start: null, end: 0.9 },
        { word: 'sea' },
      ],
      segments: [{ id: 0, start: 0, end: 3.32, text: ' The sea, the sea', tokens: [50364], temperature: 0 }],
      usage: { type: 'duration', seconds: 9 },
    }),
  );
  expect(heard).toEqual({
    text: 'The sea, the sea',
    language: 'english',
    durationSeconds: 8.470000267028809,
    words: [
      { text: 'The', startSeconds: 0, endSeconds: 0.24 },
      { text: 'sea', startSeconds: 0.5, endSeconds: 0.5 },
      { text: 'the', startSeconds: 0.5, endSeconds: 0.9 },
      { text: 'sea', startSeconds: 0.9, endSeconds: 0.9 },
    ],
    segments: [{ text: 'The sea, the sea', startSeconds: 0, endSeconds: 3.32 }],
  });
});

test('silence is an answer', () => {
  const heard = heardFrom(VerboseTranscription.parse({ text: '', segments: [] }));
  expect(heard).toEqual({ text: '', language: null, durationSeconds: null, words: [], segments: [] });
});

test('no time is negative and no end before its start, whatever was sent', () => {
  const time = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, 'x', undefined),
  );
  const words = fc.array(fc.record({ word: fc.string(), start: time, end: time }));
  fc.assert(
    fc.property(words, (list) => {
      for (const word of heardFrom(VerboseTranscription.parse({ text: 'x', words: list })).words) {
        expect(word.text).not.toBe('');
        expect(word.startSeconds).toBeGreaterThanOrEqual(0);
        expect(word.endSeconds).toBeGreaterThanOrEqual(word.startSeconds);
      }
    }),
  );
});
