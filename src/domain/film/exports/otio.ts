/**
 * OpenTimelineIO's native JSON (https://opentimelineio.readthedocs.io, "File Format Specification" and "Serialized
 * Schema"): a video track of the scenes, an audio track with the song, a marker for each sung line.
 */
import { pieceIn, piecesOf } from './cut-times.ts';
import type { Cut, CutSeam, EditList, LineMark, SoundTrack } from './edit-list.ts';
import { oneLine } from './export-text.ts';

type Json = Readonly<Record<string, unknown>>;

/** Writes the document. Titles are kept as they are, but for line ends and control characters. */
export function otioDocument(list: EditList): string {
  const otio = new OtioWriter(list.rate.numerator / list.rate.denominator);
  return `${JSON.stringify(otio.timeline(list), null, 2)}\n`;
}

class OtioWriter {
  readonly #rate: number;

  constructor(rate: number) {
    this.#rate = rate;
  }

  timeline(list: EditList): Json {
    const video = list.cuts.flatMap((cut, index) => this.#cut(cut, list.cuts[index + 1]));
    const tracks = [
      this.#track('Video', 'Scenes', video),
      ...(list.sound ? [this.#track('Audio', 'Song', [this.#sound(list.sound)])] : []),
    ];
    const { projectId, artist, width, height, frames } = list;
    return {
      OTIO_SCHEMA: 'Timeline.1',
      metadata: { omvee: { projectId, artist, width, height, frames } },
      name: oneLine(list.title),
      global_start_time: this.#time(0),
      tracks: {
        OTIO_SCHEMA: 'Stack.1',
        ...this.#composed('tracks', {}),
        markers: list.marks.map((mark) => this.#marker(mark)),
        children: tracks,
      },
    };
  }

  #cut(cut: Cut, next: Cut | undefined): Json[] {
    const seam = cut.seam ? [this.#transition(cut.seam)] : [];
    const { sceneId, number, media } = cut;
    if (!media) {
      const gap = this.#composed(oneLine(cut.title), { omvee: { sceneId, sceneNumber: number } });
      const range = this.#range(0, cut.endFrame - cut.startFrame);
      return [{ OTIO_SCHEMA: 'Gap.1', ...gap, source_range: range }];
    }
    const { heldFrom, speed } = cut;
    const { kind, takeId, fileName, model, seed } = media;
    const ids = { sceneId, sceneNumber: number, takeId, takeKind: kind, model, seed, fileName };
    const omvee = { ...ids, heldFromFrame: heldFrom };
    const reference = {
      OTIO_SCHEMA: 'ExternalReference.1',
      metadata: { omvee: ids },
      name: fileName,
      available_range: media.frames === null ? null : this.#range(0, media.frames),
      available_image_bounds: null,
      target_url: media.url,
    };
    const least = { atStart: cut.seam?.behind ?? 0, atEnd: next?.seam?.before ?? 0 };
    const pieces = piecesOf(cut, cut, least).map((piece) => ({
      OTIO_SCHEMA: 'Clip.2',
      ...this.#composed(oneLine(cut.title), { omvee }),
      source_range: this.#range(pieceIn(cut, piece), piece.endFrame - piece.startFrame),
      effects: piece.isHeld
        ? [effect('FreezeFrame.1', 0)]
        : speed < 1
          ? [effect('LinearTimeWarp.1', speed)]
          : [],
      media_references: { DEFAULT_MEDIA: reference },
      active_media_reference_key: 'DEFAULT_MEDIA',
    }));
    return [...seam, ...pieces];
  }

  #transition({ blend, before, behind }: CutSeam): Json {
    return {
      OTIO_SCHEMA: 'Transition.1',
      metadata: { omvee: { blend } },
      name: blend,
      transition_type: blend === 'crossfade' ? 'SMPTE_Dissolve' : 'Custom_Transition',
      in_offset: this.#time(before),
      out_offset: this.#time(behind),
    };
  }

  #sound({ songId, fileName, url, frames }: SoundTrack): Json {
    const name = oneLine(fileName);
    const metadata = { omvee: { songId, fileName: name } };
    const range = this.#range(0, frames);
    const reference = {
      OTIO_SCHEMA: 'ExternalReference.1',
      metadata,
      name,
      available_range: range,
      available_image_bounds: null,
      target_url: url,
    };
    return {
      OTIO_SCHEMA: 'Clip.2',
      ...this.#composed(name, metadata),
      source_range: range,
      media_references: { DEFAULT_MEDIA: reference },
      active_media_reference_key: 'DEFAULT_MEDIA',
    };
  }

  #marker({ text, startFrame, endFrame }: LineMark): Json {
    return {
      OTIO_SCHEMA: 'Marker.2',
      metadata: { omvee: { kind: 'lyrics' } },
      name: oneLine(text),
      color: 'GREEN',
      marked_range: this.#range(startFrame, endFrame - startFrame),
      comment: '',
    };
  }

  #track(kind: 'Video' | 'Audio', name: string, children: readonly Json[]): Json {
    return { OTIO_SCHEMA: 'Track.1', ...this.#composed(name, {}), kind, children };
  }

  #composed(name: string, metadata: Json): Json {
    return { metadata, name, source_range: null, effects: [], markers: [], enabled: true };
  }

  #range(start: number, frames: number): Json {
    return { OTIO_SCHEMA: 'TimeRange.1', start_time: this.#time(start), duration: this.#time(frames) };
  }

  #time(value: number): Json {
    return { OTIO_SCHEMA: 'RationalTime.1', rate: this.#rate, value };
  }
}

function effect(schema: 'FreezeFrame.1' | 'LinearTimeWarp.1', speed: number): Json {
  const name = schema.split('.')[0] ?? '';
  return { OTIO_SCHEMA: schema, metadata: {}, name: '', effect_name: name, time_scalar: speed };
}
