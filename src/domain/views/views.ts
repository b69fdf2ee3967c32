/** Mappers from the rows of a project to what callers see. Pure; the state is there for what is derived. */
import type { Approval, CastMember, Film, Lyrics, Project, Scene } from '#contracts/entities/index.ts';
import type { EventKind, ViewOf } from '#contracts/events.ts';
import { frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';
import { born } from './born.ts';
import { editView } from './edits.ts';
import { isoTime } from './iso-time.ts';
import { renditionView, sheetView } from './renditions.ts';
import { analysisView, songView } from './song.ts';
import { staleTakesOf } from './staleness.ts';
import { clipView, imageView, promptView, thumbnailTake } from './takes.ts';
import { uploadView } from './upload-view.ts';
import { jobView, runView, usageView } from './work.ts';

export function projectView(project: Project): ViewOf<'project'> {
  const { id, title, artist, status, settings, songId, importedTempo, filmId } = project;
  const budget = { capUsd: project.budgetUsd, spentUsd: project.spentUsd, reservedUsd: project.reservedUsd };
  return { id, title, artist, status, settings, budget, songId, importedTempo, filmId, ...born(project) };
}

function lyricsView(lyrics: Lyrics): ViewOf<'lyrics'> {
  const { id, origin, format, source, encoding, language, lines, words } = lyrics;
  return { id, origin, format, source, encoding, language, lines, words, ...born(lyrics) };
}

function castView(member: CastMember): ViewOf<'cast'> {
  const { id, castKind: kind, name, appearance, prominence, references } = member;
  return { id, kind, name, appearance, prominence, references, ...born(member) };
}

function sceneView(scene: Scene, state: ProjectState): ViewOf<'scene'> {
  const rate = frameRateOf(projectOf(state)?.settings.fps ?? 24);
  const {
    id,
    index,
    startFrame,
    endFrame,
    title,
    theme,
    mood,
    lyricExcerpt,
    reasoning,
    transition,
    clipInSeconds,
    cut,
    footage,
    cast,
    systemPrompt,
    locked,
    promptId,
    imageId,
    clipId,
  } = scene;
  return {
    id,
    index,
    startFrame,
    endFrame,
    startSeconds: secondsAt(startFrame, rate),
    endSeconds: secondsAt(endFrame, rate),
    title,
    theme,
    mood,
    lyricExcerpt,
    reasoning,
    transition,
    clipInSeconds,
    cut,
    footage,
    cast,
    systemPrompt,
    locked,
    promptId,
    imageId,
    clipId,
    stale: staleTakesOf(scene, state),
    thumbnailTakeId: thumbnailTake(scene, state)?.id ?? null,
    ...born(scene),
  };
}

function approvalView(approval: Approval): ViewOf<'approval'> {
  const { id, sceneId, takeId, takeKind, decision, decidedBy, reason, fingerprint } = approval;
  const createdAt = isoTime(approval.createdAt);
  return { id, sceneId, takeId, takeKind, decision, decidedBy, reason, fingerprint, createdAt };
}

function filmView(film: Film): ViewOf<'film'> {
  const { id, jobId, purpose, status, frames, durationSeconds, sizeBytes, posterSceneId } = film;
  const { chapters, qc, degraded, failure } = film;
  const segments = film.segments.map(({ key: _, ...segment }) => segment);
  const hasPoster = film.posterKey !== null;
  const captions = film.captions && { language: film.captions.language, count: film.captions.cues.length };
  return {
    id,
    jobId,
    purpose,
    status,
    frames,
    durationSeconds,
    sizeBytes,
    hasPoster,
    posterSceneId,
    chapters,
    captions,
    qc,
    degraded,
    segments,
    failure,
    ...born(film),
  };
}

/** The view of every kind that callers see. */
export const VIEWS: { readonly [K in EventKind]: (entity: EntityFor<K>, state: ProjectState) => ViewOf<K> } =
  {
    project: projectView,
    upload: uploadView,
    song: songView,
    analysis: analysisView,
    lyrics: lyricsView,
    cast: castView,
    scene: sceneView,
    edit: editView,
    prompt: promptView,
    image: imageView,
    clip: clipView,
    approval: approvalView,
    film: filmView,
    rendition: renditionView,
    sheet: sheetView,
    run: runView,
    job: jobView,
    usage: usageView,
  };

type EntityFor<K extends EventKind> = ProjectState[K] extends ReadonlyMap<string, infer E> ? E : never;

/** All views of one kind, oldest first; scenes in film order. */
export function viewsOf<K extends EventKind>(state: ProjectState, kind: K): ViewOf<K>[] {
  // The table and the mapper are picked by the same kind, which the compiler cannot follow through two lookups.
  const entities = [...state[kind].values()] as EntityFor<K>[];
  const views = entities.map((entity) => VIEWS[kind](entity, state));
  if (kind !== 'scene') return views;
  return views.sort((a, b) => ('index' in a && 'index' in b ? a.index - b.index : 0));
}
