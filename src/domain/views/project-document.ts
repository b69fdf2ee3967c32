import { DOCUMENT_VERSION, type ProjectDocument } from '#contracts/project-document.ts';
import type { CastView } from '#contracts/views/look.ts';
import type {
  AnalysisView,
  ClipView,
  ImageView,
  LyricsView,
  ProjectView,
  PromptView,
  SceneView,
  SongView,
} from '#contracts/views/views.ts';

/** What a document is written from, all as of the same event. */
export interface DocumentSource {
  readonly project: ProjectView;
  readonly song: SongView | null;
  readonly analyses: readonly AnalysisView[];
  readonly lyrics: readonly LyricsView[];
  readonly cast: readonly CastView[];
  /** In film order. */
  readonly scenes: readonly SceneView[];
  readonly prompts: readonly PromptView[];
  readonly images: readonly ImageView[];
  readonly clips: readonly ClipView[];
}

type SceneOf = ProjectDocument['scenes'][number];
type TakeOf = NonNullable<SceneOf['takes']['image']>;

/** The project as a document. The same project gives the same one: it names no time at which it was written. */
export function projectDocument(source: DocumentSource): ProjectDocument {
  const { id, title, artist, settings, budget } = source.project;
  return {
    format: 'omvee-project',
    version: DOCUMENT_VERSION,
    project: { id, title, artist, budgetUsd: budget.capUsd, settings },
    song: source.song && songOf(source.song),
    tempo: tempoOf(source),
    lyrics: lyricsOf(source.lyrics),
    transcript: transcriptOf(source.lyrics),
    cast: source.cast.map(({ id, kind, name, appearance, prominence }) => ({
      ...{ id, kind, name, appearance, prominence },
    })),
    scenes: source.scenes.map((scene) => sceneOf(scene, source)),
  };
}

function songOf(song: SongView): ProjectDocument['song'] {
  const { fileName, durationSeconds, sizeBytes, format, codec, sampleRate, channels } = song;
  return { fileName, durationSeconds, sizeBytes, format, codec, sampleRate, channels };
}

/** That of the song; before there is one, that which waits for it. */
function tempoOf({ project, song, analyses }: DocumentSource): ProjectDocument['tempo'] {
  if (!song) return project.importedTempo;
  const tempo = analyses.find(({ songId }) => songId === song.id)?.tempo;
  if (tempo?.origin !== 'set') return null;
  const { bpm, beatsPerBar, offsetSeconds } = tempo;
  return { bpm, beatsPerBar, offsetSeconds };
}

function lyricsOf(all: readonly LyricsView[]): ProjectDocument['lyrics'] {
  const given = all.find(({ origin }) => origin === 'given');
  if (!given || given.format === 'speech') return null;
  const { format, source, encoding, lines, words } = given;
  return { format, source, encoding, lines, words };
}

function transcriptOf(all: readonly LyricsView[]): ProjectDocument['transcript'] {
  const corrected = all.find(({ origin }) => origin === 'corrected');
  if (!corrected) return null;
  const { language, lines, words } = corrected;
  return { language, lines, words };
}

function sceneOf(scene: SceneView, { prompts, images, clips }: DocumentSource): SceneOf {
  const { id, startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning } = scene;
  const image = images.find((take) => take.id === scene.imageId);
  const clip = clips.find((take) => take.id === scene.clipId);
  return {
    id,
    startFrame,
    endFrame,
    title,
    theme,
    mood,
    lyricExcerpt,
    reasoning,
    cut: scene.cut,
    transition: scene.transition,
    clipInSeconds: scene.clipInSeconds,
    locked: scene.locked,
    footage: scene.footage,
    cast: scene.cast,
    prompts: prompts
      .filter(({ sceneId }) => sceneId === id)
      .sort((a, b) => a.version - b.version)
      .map(({ version, current, origin, model, parts }) => ({ version, current, origin, model, parts })),
    takes: {
      image: image ? takeOf(image, null) : null,
      clip: clip ? takeOf(clip, clip.requestedSeconds) : null,
    },
  };
}

function takeOf(take: ImageView | ClipView, requestedSeconds: number | null): TakeOf {
  const { id, source, provider, model, seed, promptVersion, approval } = take;
  return { id, source, provider, model, seed, promptVersion, requestedSeconds, approval };
}
