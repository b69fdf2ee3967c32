import type { CastMember, LyricLine, Lyrics, Scene } from '#contracts/entities/index.ts';
import type { FieldProblem } from '#contracts/problem.ts';
import type { ProjectDocument } from '#contracts/project-document.ts';
import { parseLyrics } from '#domain/song/index.ts';
import type { Draft } from '../draft.ts';
import { addPrompt, usePrompt } from '../prompts.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** More than a person can mend at once says no more. */
const MOST_ERRORS = 50;

/** What a document says that cannot be, by JSON pointer; null where all of it can. */
export function documentRefusal(document: ProjectDocument): Refusal | null {
  const errors = [
    ...tempoProblems(document),
    ...lyricsProblems(document.lyrics),
    ...lineProblems('/lyrics/lines', document.lyrics?.lines ?? []),
    ...wordProblems('/lyrics/words', document.lyrics?.words ?? []),
    ...lineProblems('/transcript/lines', document.transcript?.lines ?? []),
    ...wordProblems('/transcript/words', document.transcript?.words ?? []),
    ...castProblems(document),
    ...tilingProblems(document.scenes),
    ...document.scenes.flatMap((scene, index) => promptProblems(`/scenes/${index}/prompts`, scene.prompts)),
  ].slice(0, MOST_ERRORS);
  const [first] = errors;
  if (!first) return null;
  return refuse('document-invalid', `${first.pointer}: ${first.message}`, [], { errors });
}

/**
 * Fills a new project with what a document says. Everything gets new ids. Takes have no files here and are left out:
 * scenes begin without any. The frames of scenes stay as they are until the song comes (see `fit-scenes.ts`), and the
 * tempo waits for it on the project.
 */
export function fillProject(draft: Draft, document: ProjectDocument): void {
  const { lyrics, transcript } = document;
  if (lyrics) addLyrics(draft, { origin: 'given', language: null, ...lyrics });
  if (transcript) {
    const source = transcript.lines.map(({ text }) => text).join('\n');
    addLyrics(draft, { origin: 'corrected', format: 'speech', source, encoding: 'utf-8', ...transcript });
  }
  const cast = new Map(document.cast.map((member) => [member.id, addMember(draft, member)]));
  document.scenes.forEach((scene, index) => {
    const parts = scene.cast.flatMap(({ castId, prominence }) => {
      const member = cast.get(castId);
      return member ? [{ castId: member.id, prominence }] : [];
    });
    addScene(draft, { ...scene, cast: parts }, index);
  });
}

/** Its pictures are files, which a document does not have. */
function addMember(draft: Draft, { kind, ...words }: ProjectDocument['cast'][number]): CastMember {
  const { now, newId } = draft.context;
  const own = { id: newId(), projectId: draft.project().id, createdAt: now, updatedAt: now };
  return draft.put<CastMember>({ ...words, ...own, kind: 'cast', castKind: kind, references: [] });
}

function addLyrics(
  draft: Draft,
  words: Pick<Lyrics, 'origin' | 'format' | 'source' | 'encoding' | 'lines' | 'words' | 'language'>,
): void {
  const { now, newId } = draft.context;
  const projectId = draft.project().id;
  const stamps = { provider: null, model: null, createdAt: now, updatedAt: now };
  draft.put<Lyrics>({ kind: 'lyrics', id: newId(), projectId, ...words, ...stamps });
}

function addScene(draft: Draft, wanted: ProjectDocument['scenes'][number], index: number): void {
  const { now, newId } = draft.context;
  const { id: _, prompts, takes: __, ...plan } = wanted;
  const scene = draft.put<Scene>({
    kind: 'scene',
    id: newId(),
    projectId: draft.project().id,
    index,
    ...plan,
    systemPrompt: null,
    promptId: null,
    imageId: null,
    clipId: null,
    createdAt: now,
    updatedAt: now,
  });
  for (const { parts, origin, model, current } of prompts) {
    const prompt = addPrompt(draft, scene, { parts, origin, model, systemPrompt: null });
    if (current) usePrompt(draft, prompt);
  }
}

/** A song has its first beat before it ends. */
function tempoProblems({ song, tempo }: ProjectDocument): FieldProblem[] {
  if (!song || !tempo || tempo.offsetSeconds <= song.durationSeconds) return [];
  const message = `No beat can begin there: the song is ${song.durationSeconds} s long.`;
  return [{ pointer: '/tempo/offsetSeconds', message }];
}

/** The lines must be those of the source (P9): a document that was edited in one place alone is refused. */
function lyricsProblems(lyrics: ProjectDocument['lyrics']): FieldProblem[] {
  if (!lyrics) return [];
  const read = parseLyrics({ source: lyrics.source, fileName: `lyrics.${lyrics.format}` });
  if ('problem' in read) return [{ pointer: '/lyrics/source', message: read.problem.message }];
  if (read.format !== lyrics.format)
    return [{ pointer: '/lyrics/format', message: `The source is ${read.format}, not ${lyrics.format}.` }];
  if (read.lines.length !== lyrics.lines.length) {
    const message = `The source has ${read.lines.length} lines, not ${lyrics.lines.length}.`;
    return [{ pointer: '/lyrics/lines', message }];
  }
  return read.lines.flatMap(({ text }, index) =>
    text === lyrics.lines[index]?.text
      ? []
      : [{ pointer: `/lyrics/lines/${index}/text`, message: 'The source has other words here.' }],
  );
}

function lineProblems(pointer: string, lines: readonly LyricLine[]): FieldProblem[] {
  return lines.flatMap(({ startSeconds, endSeconds }, index) =>
    startSeconds !== null && endSeconds !== null && endSeconds < startSeconds
      ? [{ pointer: `${pointer}/${index}/endSeconds`, message: 'It ends before it starts.' }]
      : [],
  );
}

function wordProblems(
  pointer: string,
  words: readonly { startSeconds: number; endSeconds: number }[],
): FieldProblem[] {
  return words.flatMap(({ startSeconds, endSeconds }, index) =>
    endSeconds < startSeconds
      ? [{ pointer: `${pointer}/${index}/endSeconds`, message: 'It ends before it starts.' }]
      : [],
  );
}

/** Members are told apart by their ids, and scenes name none that is not there. */
function castProblems({ cast, scenes }: ProjectDocument): FieldProblem[] {
  const ids = new Set<string>();
  const doubled = cast.flatMap(({ id }, index) => {
    const pointer = `/cast/${index}/id`;
    if (ids.has(id)) return [{ pointer, message: 'Another member has this id already.' }];
    ids.add(id);
    return [];
  });
  const strangers = scenes.flatMap((scene, index) =>
    scene.cast.flatMap(({ castId }, part) =>
      ids.has(castId)
        ? []
        : [{ pointer: `/scenes/${index}/cast/${part}/castId`, message: 'Nobody in the cast has this id.' }],
    ),
  );
  return [...doubled, ...strangers];
}

/** Scenes tile the film from frame 0 on (P7). */
function tilingProblems(scenes: ProjectDocument['scenes']): FieldProblem[] {
  return scenes.flatMap(({ startFrame, endFrame }, index) => {
    const expected = scenes[index - 1]?.endFrame ?? 0;
    const problems: FieldProblem[] = [];
    if (startFrame !== expected) {
      const message = `Expected frame ${expected}: scenes follow each other without a gap.`;
      problems.push({ pointer: `/scenes/${index}/startFrame`, message });
    }
    if (endFrame <= startFrame)
      problems.push({ pointer: `/scenes/${index}/endFrame`, message: 'It ends before it starts.' });
    return problems;
  });
}

function promptProblems(
  pointer: string,
  prompts: ProjectDocument['scenes'][number]['prompts'],
): FieldProblem[] {
  const gaps = prompts.flatMap(({ version }, index) =>
    version === index + 1
      ? []
      : [{ pointer: `${pointer}/${index}/version`, message: `Expected version ${index + 1}.` }],
  );
  const current = prompts.flatMap((prompt, index) => (prompt.current ? [index] : []));
  const doubled = current.slice(1).map((index) => ({
    pointer: `${pointer}/${index}/current`,
    message: 'Another version is the current one already.',
  }));
  return [...gaps, ...doubled];
}
