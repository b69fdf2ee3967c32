/** Five songs of our own in five languages, with answers as models give them. */
import { draft, type RecordedSong, sungLines, written } from './recorded-song.ts';

const json = JSON.stringify;

/** English: answers in the shapes that chat models know. */
const LAST_FERRY: RecordedSong = {
  title: 'The last ferry',
  language: 'english',
  durationSeconds: 60,
  sceneCount: 4,
  lines: sungLines(60, [
    'The harbour lights are going out by one',
    'I left my coat on the deck for the gulls',
    'Row me back where the river begins',
    'Row me back and do not ask how far',
    "There's salt in the pockets of everything I own",
    'Row me back where the river begins',
  ]),
  analyses: [
    {
      called: 'well-formed',
      content: json({
        scenes: [
          draft('Harbour lights', 0, 15, 'The harbour lights are going out by one'),
          draft('A coat for gulls', 15, 30),
          draft('Rowing', 30, 45, 'Row me back and do not ask how far'),
          draft('River mouth', 45, 60),
        ],
      }),
      means: { titles: ['Harbour lights', 'A coat for gulls', 'Rowing', 'River mouth'] },
    },
    {
      called: 'in a fence, with words before and after',
      content: `Sure! Here is the breakdown you asked for:\n\n\`\`\`json\n${json({ scenes: [draft('Dock', 0, 20), draft('Deck', 20, 40), draft('River', 40, 60)] })}\n\`\`\`\n\nLet me know if you would like a {darker} tone.`,
      means: { titles: ['Dock', 'Deck', 'River'] },
    },
    {
      called: 'thought aloud first',
      content: `<think>The user wants {"scenes": []} maybe? No, four.</think>${json({ scenes: [draft('Dock', '0:00', '0:30'), draft('River', '0:30', '1:00')] })}`,
      means: { titles: ['Dock', 'River'] },
    },
    {
      called: 'out of order',
      content: json({ scenes: [draft('Third', 40, 60), draft('First', 0, 20), draft('Second', 20, 40)] }),
      means: { titles: ['First', 'Second', 'Third'] },
    },
    { called: 'empty', content: json({ scenes: [] }), means: { complaint: /no scenes/ } },
    { called: 'refused in prose', content: 'I cannot help with that request.', means: { complaint: /JSON/ } },
    {
      called: 'cut off in the middle',
      content: json({ scenes: [draft('Dock', 0, 30), draft('River', 30, 60)] }).slice(0, -60),
      means: { complaint: /scenes|JSON/ },
    },
  ],
  prompts: [
    {
      called: 'well-formed',
      content: json({ prompts: [written(0, 'an old ferry'), written(1, 'a coat on a wet deck')] }),
      wanted: [0, 1],
      means: { subjects: { 0: 'an old ferry', 1: 'a coat on a wet deck' }, missing: [] },
    },
    {
      called: 'too few, one twice and one that nobody asked for',
      content: json({
        prompts: [written('1', 'first word'), written(1, 'second word'), written(9, 'stranger')],
      }),
      wanted: [0, 1],
      means: { subjects: { 1: 'first word' }, missing: [0] },
    },
  ],
};

/** German: umlauts, sharp s, and quotation marks of its own. */
const SCHNEE: RecordedSong = {
  title: 'Schnee auf den Gleisen',
  language: 'german',
  durationSeconds: 48,
  sceneCount: 3,
  lines: sungLines(48, [
    'Der Zug kam nie, wir blieben trotzdem stehn',
    'Du sagtest „gleich“ und zähltest deine Finger',
    'Größer als die Stadt war nur das Schweigen',
    'Schnee auf den Gleisen, weiß wie ein Versprechen',
  ]),
  analyses: [
    {
      called: 'with times as clocks and seconds in words',
      content: json({
        scenes: [
          draft('Bahnsteig', '0:00.0', '16s', 'Der Zug kam nie, wir blieben trotzdem stehn'),
          draft('Finger zählen', '16', '0:32'),
          draft('Schnee', '32.0 s', '48', 'Schnee auf den Gleisen, weiß wie ein Versprechen'),
        ],
      }),
      means: { titles: ['Bahnsteig', 'Finger zählen', 'Schnee'] },
    },
    {
      called: 'encoded twice',
      content: json(json({ scenes: [draft('Bahnsteig', 0, 24), draft('Schnee', 24, 48)] })),
      means: { titles: ['Bahnsteig', 'Schnee'] },
    },
    {
      called: 'in milliseconds',
      content: json({ scenes: [draft('a', 0, 16000), draft('b', 16000, 32000), draft('c', 32000, 48000)] }),
      means: { complaint: /outside the song/ },
    },
  ],
  prompts: [
    {
      called: 'with nulls and an empty one',
      content: json({
        prompts: [written(0, 'zwei Menschen', { negative: null }), written(1, ' ', { setting: '' })],
      }),
      wanted: [0, 1],
      means: { subjects: { 0: 'zwei Menschen' }, missing: [1] },
    },
  ],
};

/** Arabic: right to left. */
const BAHR: RecordedSong = {
  title: 'البحر يعرف اسمي',
  language: 'arabic',
  durationSeconds: 40,
  sceneCount: 4,
  lines: sungLines(40, [
    'البحر يعرف اسمي ولا يناديني',
    'تركت مفتاح بيتي في جيب الريح',
    'يا ليل خذني إلى أول الطريق',
    'البحر يعرف اسمي ولا يناديني',
  ]),
  analyses: [
    {
      called: 'with excerpts from right to left',
      content: json({
        scenes: [
          draft('The calling sea', 0, 10, 'البحر يعرف اسمي ولا يناديني'),
          draft('A key in the wind', 10, 20, 'تركت مفتاح بيتي في جيب الريح'),
          draft('Night road', 20, 30, 'يا ليل خذني إلى أول الطريق'),
          draft('The sea again', 30, 40, 'البحر يعرف اسمي ولا يناديني'),
        ],
      }),
      means: { titles: ['The calling sea', 'A key in the wind', 'Night road', 'The sea again'] },
    },
    {
      called: 'all at one time',
      content: json({ scenes: [draft('a', 5, 10), draft('b', 5, 10), draft('c', 5, 10)] }),
      means: { complaint: /same time/ },
    },
  ],
  prompts: [
    {
      called: 'in one fence without a language',
      content: `\`\`\`\n${json({ prompts: [written(2, 'a lantern on an empty road')] })}\n\`\`\``,
      wanted: [2],
      means: { subjects: { 2: 'a lantern on an empty road' }, missing: [] },
    },
  ],
};

/** Japanese: no spaces. */
const HOTARU: RecordedSong = {
  title: '蛍の駅',
  language: 'japanese',
  durationSeconds: 36,
  sceneCount: 3,
  lines: sungLines(36, ['終電のあとに蛍がひとつ', '改札は夢のように開いたまま', '君の名前を川が覚えている']),
  analyses: [
    {
      called: 'with gaps and overlaps',
      content: json({
        scenes: [draft('Fireflies', 0, 8), draft('Open gate', 12, 26), draft('River', 24, 36)],
      }),
      means: { titles: ['Fireflies', 'Open gate', 'River'] },
    },
    {
      called: 'as a bare list',
      content: json([draft('Fireflies', 0, 18), draft('River', 18, 36)]),
      means: { complaint: /scenes|object/ },
    },
  ],
  prompts: [
    {
      called: 'with fields of its own invention',
      content: json({
        prompts: [
          written(0, 'one firefly', { model: 'other/model', url: 'https://example.com', settings: {} }),
        ],
        settings: { budgetUsd: 1000 },
      }),
      wanted: [0],
      means: { subjects: { 0: 'one firefly' }, missing: [] },
    },
  ],
};

/** Spanish: long, with a chorus that returns; more scenes than were asked for. */
const CALLE: RecordedSong = {
  title: 'La calle que no duerme',
  language: 'spanish',
  durationSeconds: 90,
  sceneCount: 6,
  lines: sungLines(90, [
    '¿Quién dejó encendida la última ventana?',
    'Bailan los faroles con su sombra de papel',
    'Y la calle no duerme, no duerme por nosotros',
    'Un niño vende el sol en una bolsa de hielo',
    'Y la calle no duerme, no duerme por nosotros',
    'Mañana, corazón, mañana te lo explico',
  ]),
  analyses: [
    {
      called: 'with more scenes than were asked for',
      content: json({
        scenes: Array.from({ length: 9 }, (_, n) => draft(`Calle ${n + 1}`, n * 10, n * 10 + 10)),
      }),
      means: { titles: Array.from({ length: 9 }, (_, n) => `Calle ${n + 1}`) },
    },
    {
      called: 'as words where times should be',
      content: json({ scenes: [draft('Ventana', 'start', 'chorus'), draft('Sol', 'chorus', 'end')] }),
      means: { complaint: /startSeconds/ },
    },
  ],
  prompts: [
    {
      called: 'under another name',
      content: json({ shots: [written(0, 'una ventana')] }),
      wanted: [0],
      means: { complaint: /prompts/ },
    },
  ],
};

export const RECORDED_SONGS: readonly RecordedSong[] = [LAST_FERRY, SCHNEE, BAHR, HOTARU, CALLE];
