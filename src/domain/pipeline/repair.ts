/** What an edit leaves to be made again, and what that would cost. A quote: nothing is asked for or spent. */
import type { ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import { clipPriceUsd, findClipModel, findImageModel, imagePriceUsd } from '#domain/models/index.ts';
import { isTakeStale, selectedTake } from './approvals.ts';
import type { Draft } from './draft.ts';
import { sceneLength, scenesInOrder } from './scenes.ts';
import { needsClip, secondsToAsk } from './stages/generate-clips.ts';
import { needsImage } from './stages/generate-images.ts';

const KINDS = ['image', 'clip'] as const;
type TakeKind = (ImageTake | ClipTake)['kind'];

export interface StaleTake {
  readonly sceneId: string;
  readonly kind: TakeKind;
  readonly takeId: string;
}

export interface RepairItem {
  readonly sceneId: string;
  readonly kind: TakeKind;
  readonly reason: 'stale' | 'missing';
  readonly model: string;
  /** Length of the clip; null for an image, and where the model makes none that is long enough. */
  readonly seconds: number | null;
  readonly usd: number | null;
}

export interface Repair {
  readonly items: RepairItem[];
  readonly usd: number;
}

/** How the takes of the storyboard stand before it is edited. */
export interface TakeStanding {
  readonly sceneIds: ReadonlySet<string>;
  readonly stale: ReadonlySet<string>;
  /** Kinds of which any scene has a take. */
  readonly kinds: ReadonlySet<TakeKind>;
}

export function takeStanding(draft: Draft): TakeStanding {
  const scenes = scenesInOrder(draft);
  return {
    sceneIds: new Set(scenes.map(({ id }) => id)),
    stale: new Set(staleTakes(draft).map(({ takeId }) => takeId)),
    kinds: new Set(KINDS.filter((kind) => scenes.some((scene) => selectedTake(draft, scene, kind)))),
  };
}

/** The selected takes that no longer fit and did before, and what would have to be made in their place. */
export function repairOf(draft: Draft, before: TakeStanding): { stale: StaleTake[]; repair: Repair } {
  const stale = staleTakes(draft).filter(({ takeId }) => !before.stale.has(takeId));
  const items = scenesInOrder(draft).flatMap((scene): RepairItem[] => {
    const isNew = !before.sceneIds.has(scene.id);
    const reasonFor = (kind: TakeKind): RepairItem['reason'] | null => {
      if (stale.some((take) => take.sceneId === scene.id && take.kind === kind)) return 'stale';
      return isNew && before.kinds.has(kind) && !selectedTake(draft, scene, kind) ? 'missing' : null;
    };
    const [image, clip] = [reasonFor('image'), reasonFor('clip')];
    return [
      ...(image && needsImage(draft, scene) ? [imageItem(draft, scene, image)] : []),
      ...(clip && needsClip(draft, scene) ? [clipItem(draft, scene, clip)] : []),
    ];
  });
  const usd = items.reduce((sum, item) => sum + (item.usd ?? 0), 0);
  return { stale, repair: { items, usd: Math.round(usd * 1e6) / 1e6 } };
}

function staleTakes(draft: Draft): StaleTake[] {
  return scenesInOrder(draft).flatMap((scene) =>
    KINDS.flatMap((kind) => {
      const take = selectedTake(draft, scene, kind);
      return take && isTakeStale(draft, scene, take) ? [{ sceneId: scene.id, kind, takeId: take.id }] : [];
    }),
  );
}

function imageItem(draft: Draft, scene: Scene, reason: RepairItem['reason']): RepairItem {
  const slug = draft.project().settings.imageModel;
  const model = findImageModel(slug);
  const usd = model ? imagePriceUsd(model).usd : null;
  return { sceneId: scene.id, kind: 'image', reason, model: slug, seconds: null, usd };
}

function clipItem(draft: Draft, scene: Scene, reason: RepairItem['reason']): RepairItem {
  const { clipModel: slug, resolution } = draft.project().settings;
  const model = findClipModel(slug);
  const seconds = model ? secondsToAsk(draft, scene, model, sceneLength(draft, scene).seconds) : null;
  const usd = model && seconds !== null ? clipPriceUsd(model, seconds, resolution).usd : null;
  return { sceneId: scene.id, kind: 'clip', reason, model: slug, seconds, usd };
}
