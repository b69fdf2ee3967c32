import type { Project, ProjectSettings } from '#contracts/entities/index.ts';
import type { ProjectDocument } from '#contracts/project-document.ts';
import type { LookSettings } from '#domain/look/look.ts';
import { findStylePack, packRef, stylePacks } from '#domain/look/style-packs/index.ts';
import { findClipModel, findImageModel } from '#domain/models/index.ts';
import type { Draft } from '../draft.ts';
import { changingLook } from '../prompts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { documentRefusal, fillProject } from './imports.ts';

export function createProject(
  draft: Draft,
  input: {
    id: string;
    ownerId: string;
    title: string;
    artist?: string | null;
    settings: ProjectSettings;
    budgetUsd: number | null;
    /** What it is filled with, of an import. */
    document?: ProjectDocument;
  },
): Project | Refusal {
  const existing = draft.get('project', input.id);
  if (existing) return refuse('project-exists', 'This project was created before.');
  const unknown = unknownChoice(input.settings);
  if (unknown) return unknown;
  const invalid = input.document && documentRefusal(input.document);
  if (invalid) return invalid;
  const { now } = draft.context;
  const project = draft.put<Project>({
    kind: 'project',
    id: input.id,
    ownerId: input.ownerId,
    title: input.title,
    artist: input.artist ?? null,
    settings: pinned(input.settings),
    status: 'draft',
    budgetUsd: input.budgetUsd,
    spentUsd: 0,
    reservedUsd: 0,
    pausedAt: null,
    songId: null,
    importedTempo: input.document?.tempo ?? null,
    filmId: null,
    createdAt: now,
    updatedAt: now,
  });
  if (input.document) fillProject(draft, input.document);
  return project;
}

function unknownChoice(settings: ProjectSettings): Refusal | null {
  if (!findImageModel(settings.imageModel)) {
    return refuse('model-unknown', `No image model is called "${settings.imageModel}".`);
  }
  if (!findClipModel(settings.clipModel)) {
    return refuse('model-unknown', `No clip model is called "${settings.clipModel}".`);
  }
  const { stylePack } = settings;
  if (stylePack !== null && !findStylePack(stylePack)) {
    const known = stylePacks().map(packRef).join(', ');
    return refuse('style-pack-unknown', `No style pack is called "${stylePack}". There are: ${known}.`);
  }
  return null;
}

/** A style pack that was named without a version is the newest, and stays that one. */
function pinned(settings: ProjectSettings): ProjectSettings {
  const pack = findStylePack(settings.stylePack);
  return { ...settings, stylePack: pack ? packRef(pack) : null };
}

/** What may change of a project; what is left out stays. */
export interface ProjectChanges {
  readonly title?: string | undefined;
  readonly artist?: string | null | undefined;
  readonly budgetUsd?: number | null | undefined;
  readonly settings: { readonly [K in keyof ProjectSettings]?: ProjectSettings[K] | undefined };
}

/** Changes title, artist, budget or settings. Takes that no longer fit become stale by themselves (P6). */
export function updateProject(draft: Draft, input: ProjectChanges): Project | Refusal {
  const project = draft.project();
  const given = Object.fromEntries(Object.entries(input.settings).filter(([, value]) => value !== undefined));
  const settings: ProjectSettings = { ...project.settings, ...given };
  const unknown = unknownChoice(settings);
  if (unknown) return unknown;
  if (settings.fps !== project.settings.fps && draft.all('scene').length > 0) {
    return refuse(
      'frame-rate-fixed',
      'Scenes are cut on frames, so that the frame rate is fixed once there are scenes. Begin another project for another rate.',
    );
  }
  const budgetUsd = input.budgetUsd === undefined ? project.budgetUsd : input.budgetUsd;
  const artist = input.artist === undefined ? project.artist : input.artist;
  const title = input.title ?? project.title;
  const changed = { ...project, title, artist, budgetUsd, settings: pinned(settings) };
  const put = () => draft.put<Project>(changed);
  // The look is told by comparing every prompt of the film, which most edits have no part in.
  return isOfOneLook(project.settings, changed.settings) ? put() : changingLook(draft, put);
}

/** Whether prompts say the same under both. */
function isOfOneLook(a: LookSettings, b: LookSettings): boolean {
  return a.style === b.style && a.stylePack === b.stylePack;
}
