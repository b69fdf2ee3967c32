/**
 * FCPXML 1.10 (Apple, "FCPXML Reference"): one asset per file, a spine of scenes, the song connected below it. Every time
 * is a fraction of whole frames, so that nothing is rounded.
 */
import { XMLBuilder } from 'fast-xml-parser';
import type { FrameRate } from '#contracts/media.ts';
import { spanFrames } from '../cut-plan.ts';
import { fileFrameAt } from './cut-times.ts';
import type { Cut, CutMedia, CutSeam, EditList, SoundTrack } from './edit-list.ts';
import { oneLine } from './export-text.ts';
import { countedRate, isDropFrame } from './timecode.ts';

/** An element in the form of the builder: its name with its children, its attributes under `:@`. */
type Element = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, string>>;

const FORMAT = 'r1';
const STILL_FORMAT = 'r2';
const SONG = 'r3';
/** Assets of takes are numbered from here. */
const FIRST_TAKE = 4;

/** Names under which editing programs know the ways to blend. */
const BLEND_NAMES: Readonly<Record<CutSeam['blend'], string>> = {
  crossfade: 'Cross Dissolve',
  'dip-to-black': 'Fade To Color (black)',
  'dip-to-white': 'Fade To Color (white)',
  'wipe-left': 'Wipe (left)',
  'wipe-right': 'Wipe (right)',
  'wipe-up': 'Wipe (up)',
  'wipe-down': 'Wipe (down)',
};

/** Writes the document. */
export function fcpxmlDocument(list: EditList): string {
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
    format: true,
    indentBy: '  ',
  });
  const body = builder.build([new FcpxmlWriter(list).root()]).trim();
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n${body}\n`;
}

class FcpxmlWriter {
  readonly #list: EditList;
  /** Ids of assets by take: a take that stands for two scenes is one file. */
  readonly #assets = new Map<string, string>();

  constructor(list: EditList) {
    this.#list = list;
    for (const { media } of list.cuts)
      if (media && !this.#assets.has(media.takeId))
        this.#assets.set(media.takeId, `r${FIRST_TAKE + this.#assets.size}`);
  }

  root(): Element {
    const { title, frames, rate } = this.#list;
    const name = oneLine(title);
    const tcFormat = isDropFrame(rate) ? 'DF' : 'NDF';
    const timing = { duration: this.#time(frames), tcStart: '0s', tcFormat };
    const sequence = { format: FORMAT, ...timing, audioLayout: 'stereo', audioRate: '48k' };
    const project = element('project', { name }, [
      element('sequence', sequence, [element('spine', {}, this.#spine())]),
    ]);
    return element('fcpxml', { version: '1.10' }, [
      element('resources', {}, this.#resources()),
      element('library', {}, [element('event', { name }, [project])]),
    ]);
  }

  #resources(): Element[] {
    const { cuts, sound, rate, width, height } = this.#list;
    const size = { width: String(width), height: String(height) };
    const stills = cuts.some(({ media }) => media?.kind === 'image');
    const named = new Set<string>();
    const takes = cuts.flatMap(({ media, ...cut }) => {
      if (!media || named.has(media.takeId)) return [];
      named.add(media.takeId);
      return [this.#takeAsset(media, cut.sceneId)];
    });
    return [
      element('format', { id: FORMAT, frameDuration: frameDuration(rate), ...size }),
      ...(stills
        ? [element('format', { id: STILL_FORMAT, name: 'FFVideoFormatRateUndefined', ...size })]
        : []),
      ...(sound ? [this.#songAsset(sound)] : []),
      ...takes,
    ];
  }

  #takeAsset(media: CutMedia, sceneId: string): Element {
    const { takeId, kind, url, fileName, frames, model, seed } = media;
    const id = this.#assets.get(takeId) ?? '';
    const format = frames === null ? STILL_FORMAT : FORMAT;
    const length = { start: '0s', duration: this.#time(frames ?? 0) };
    const attributes = { id, name: fileName, ...length, hasVideo: '1', format };
    return element('asset', attributes, [
      element('media-rep', { kind: 'original-media', src: url }),
      metadata({ sceneId, takeId, takeKind: kind, fileName, model: model ?? '', seed: String(seed ?? '') }),
    ]);
  }

  #songAsset({ songId, url, fileName, durationSeconds, sampleRate, channels, frames }: SoundTrack): Element {
    const name = oneLine(fileName);
    // In samples, as sound is counted; never shorter than the frames that are used of it.
    const { numerator, denominator } = this.#list.rate;
    const used = Math.ceil((frames * denominator * sampleRate) / numerator);
    const samples = Math.max(used, Math.round(durationSeconds * sampleRate));
    const sound = {
      hasAudio: '1',
      audioSources: '1',
      audioChannels: String(channels),
      audioRate: String(sampleRate),
    };
    const attributes = { id: SONG, name, start: '0s', duration: `${samples}/${sampleRate}s`, ...sound };
    return element('asset', attributes, [
      element('media-rep', { kind: 'original-media', src: url }),
      metadata({ songId, fileName: name }),
    ]);
  }

  /** Without scenes a gap carries the song. */
  #spine(): Element[] {
    const { cuts, frames } = this.#list;
    if (cuts.length === 0) return [this.#gap('No scenes yet', 0, frames, true)];
    return cuts.flatMap((cut, index) => {
      const next = cuts[index + 1];
      return [...(cut.seam ? [this.#transition(cut.seam)] : []), this.#clip(cut, next, index === 0)];
    });
  }

  #clip(cut: Cut, next: Cut | undefined, isFirst: boolean): Element {
    const { media, startFrame } = cut;
    const frames = spanFrames(cut);
    if (!media) return this.#gap(cut.title, startFrame, frames, isFirst);
    const ref = this.#assets.get(media.takeId) ?? '';
    const name = oneLine(cut.title) || `Scene ${cut.number}`;
    const isRetimed = media.frames !== null && (cut.speed !== 1 || cut.heldFrom !== null);
    // A retimed clip is placed by its own, retimed clock.
    const unmoved = isRetimed
      ? Math.round(cut.inFrame / cut.speed) + startFrame - cut.pictureStart
      : fileFrameAt(cut, startFrame);
    const start = media.frames === null ? 0 : unmoved;
    const attributes = {
      ref,
      name,
      offset: this.#time(startFrame),
      start: this.#time(start),
      duration: this.#time(frames),
    };
    const until = start + frames + (next?.seam?.behind ?? 0);
    const children = [
      ...(isRetimed && media.frames !== null ? [this.#timeMap(media.frames, cut.speed, until)] : []),
      ...this.#song(isFirst, start),
    ];
    return element(media.kind === 'image' ? 'video' : 'asset-clip', attributes, children);
  }

  /** Played at its speed until its last frame, which then stands still for as long as is needed. */
  #timeMap(fileFrames: number, speed: number, until: number): Element {
    const last = Math.max(1, Math.round((fileFrames - 1) / speed));
    const point = (time: number, value: number) =>
      element('timept', { time: this.#time(time), value: this.#time(value), interp: 'linear' });
    const held = until > last ? [point(until, fileFrames - 1)] : [];
    return element('timeMap', {}, [point(0, 0), point(last, fileFrames - 1), ...held]);
  }

  #gap(title: string, startFrame: number, frames: number, isFirst: boolean): Element {
    const times = { offset: this.#time(startFrame), start: '0s', duration: this.#time(frames) };
    return element('gap', { name: oneLine(title) || 'Gap', ...times }, this.#song(isFirst, 0));
  }

  /** The song, connected to the first item of the spine, at the frame with which that begins. */
  #song(isFirst: boolean, parentStart: number): Element[] {
    const { sound } = this.#list;
    if (!isFirst || !sound) return [];
    const times = { offset: this.#time(parentStart), start: '0s', duration: this.#time(sound.frames) };
    const name = oneLine(sound.fileName);
    return [element('asset-clip', { ref: SONG, lane: '-1', name, ...times, audioRole: 'music' })];
  }

  #transition({ startFrame, endFrame, blend }: CutSeam): Element {
    const times = { offset: this.#time(startFrame), duration: this.#time(endFrame - startFrame) };
    return element('transition', { name: BLEND_NAMES[blend], ...times });
  }

  /** Frames as an exact fraction of seconds. */
  #time(frames: number): string {
    const { numerator, denominator } = this.#list.rate;
    return frames === 0 ? '0s' : `${frames * denominator}/${numerator}s`;
  }
}

/** Length of a frame, over hundreds as the format's own names have it: `100/2400s`, `1001/24000s`. */
function frameDuration(rate: FrameRate): string {
  return rate.denominator === 1
    ? `100/${countedRate(rate) * 100}s`
    : `${rate.denominator}/${rate.numerator}s`;
}

function metadata(values: Attributes): Element {
  const entries = Object.entries(values).map(([key, value]) =>
    element('md', { key: `com.omvee.${key}`, value: oneLine(value) }),
  );
  return element('metadata', {}, entries);
}

function element(name: string, attributes: Attributes, children: readonly Element[] = []): Element {
  return { [name]: children, ...(Object.keys(attributes).length > 0 ? { ':@': attributes } : {}) };
}
