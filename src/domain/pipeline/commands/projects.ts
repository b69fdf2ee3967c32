import type { Project, ProjectSettings } from '#contracts/entities/index.ts';
import { findClipModel, findImageModel } from '#domain/models/index.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';

export function createProject(
  draft: Draft,
  input: { id: string; ownerId: string; title: string; settings: ProjectSettings; budgetUsd: number | null },
): Project | Refusal {
  const existing = draft.get('project', input.id);
  if (existing) return refuse('project-exists', 'This project was created before.');
  const unknown = unknownModel(input.settings);
  if (unknown) return unknown;
  const { now } = draft.context;
  return draft.put<Project>({
    kind: 'project',
    id: input.id,
    ownerId: input.ownerId,
    title: input.title,
    settings: input.settings,
    status: 'draft',
    budgetUsd: input.budgetUsd,
    spentUsd: 0,
    reservedUsd: 0,
    songId: null,
    filmId: null,
    createdAt: now,
    updatedAt: now,
  });
}

function unknownModel(settings: ProjectSettings): Refusal | null {
  if (!findImageModel(settings.imageModel)) {
    return refuse('model-unknown', `No image model is called "${settings.imageModel}".`);
  }
  if (!findClipModel(settings.clipModel)) {
    return refuse('model-unknown', `No clip model is called "${settings.clipModel}".`);
  }
  return null;
}
