/**
 * An edit decision list in the form of CMX 3600: one line an event, with the times of the file and of the film. Files
 * have no tape, so that every reel is `AX`; comments name file and scene. What has no file is black (`BL`).
 */
import { spanFrames } from '../cut-plan.ts';
import { type CutPiece, fileFrameAt, pieceIn, piecesOf } from './cut-times.ts';
import type { Cut, EditList } from './edit-list.ts';
import { oneLine } from './export-text.ts';
import { countedRate, isDropFrame, timecode } from './timecode.ts';

/** Longest title that the format has room for. */
const TITLE_LENGTH = 70;

/** Writes the list. The film begins at 00:00:00:00, so that timecodes are times of the song. */
export function edlDocument(list: EditList): string {
  const edl = new EdlWriter(list);
  return `${edl.lines().join('\r\n')}\r\n`;
}

interface Times {
  readonly sourceIn: number;
  readonly sourceOut: number;
  readonly recordIn: number;
  readonly recordOut: number;
}

class EdlWriter {
  readonly #list: EditList;
  #event = 0;

  constructor(list: EditList) {
    this.#list = list;
  }

  lines(): string[] {
    const { cuts, rate, title, sound } = this.#list;
    const head = [
      `TITLE: ${[...oneLine(title)].slice(0, TITLE_LENGTH).join('')}`,
      `FCM: ${isDropFrame(rate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    ];
    const video = cuts.flatMap((cut, index) => this.#cut(cut, cuts[index - 1], cuts[index + 1]));
    if (!sound) return [...head, '', ...video];
    const song = [
      this.#line(this.#next(), 'AX', 'AA', 'C', whole(sound.frames)),
      comment('FROM CLIP NAME', sound.fileName),
      comment('SOURCE FILE', sound.url),
    ];
    return [...head, '', ...video, ...song];
  }

  /** A cut's event runs from the first frame of the seam into it to that of the next one, or its own boundary. */
  #cut(cut: Cut, before: Cut | undefined, next: Cut | undefined): string[] {
    const { seam, media } = cut;
    const span = {
      startFrame: seam?.startFrame ?? cut.startFrame,
      endFrame: next?.seam?.startFrame ?? cut.endFrame,
    };
    const scene = comment(`SCENE ${cut.number}`, cut.title);
    if (!media) {
      const times = { ...whole(spanFrames(span)), recordIn: span.startFrame, recordOut: span.endFrame };
      return [this.#line(this.#next(), 'BL', 'V', 'C', times), scene];
    }
    const least = { atStart: seam ? spanFrames(seam) : 0, atEnd: 0 };
    return piecesOf(cut, span, least).flatMap((piece, index) => {
      const event = this.#next();
      const dissolve = index === 0 && seam && before?.media ? seam : null;
      const kind = dissolve ? `D    ${String(spanFrames(dissolve)).padStart(3, '0')}` : 'C';
      const names = dissolve
        ? [comment('FROM CLIP NAME', before?.media?.fileName ?? ''), comment('TO CLIP NAME', media.fileName)]
        : [comment('FROM CLIP NAME', media.fileName)];
      return [
        ...(dissolve && before ? [this.#outgoing(event, before, span.startFrame)] : []),
        this.#line(event, 'AX', 'V', kind, timesOf(cut, piece)),
        ...this.#motion(cut, piece),
        ...names,
        scene,
        ...(dissolve && dissolve.blend !== 'crossfade' ? [comment('TRANSITION', dissolve.blend)] : []),
        comment('SOURCE FILE', media.url),
      ];
    });
  }

  /** A dissolve names the file that it comes from in a line of its own, which lasts no time. */
  #outgoing(event: number, before: Cut, recordIn: number): string {
    const isHeld = before.heldFrom !== null && before.heldFrom <= recordIn;
    const source = pieceIn(before, { startFrame: recordIn, endFrame: recordIn, isHeld });
    const times = { sourceIn: source, sourceOut: source, recordIn, recordOut: recordIn };
    return this.#line(event, 'AX', 'V', 'C', times);
  }

  /** Frames of the file a second, where it does not play at its own speed. */
  #motion(cut: Cut, piece: CutPiece): string[] {
    if (!piece.isHeld && cut.speed === 1) return [];
    const { rate } = this.#list;
    const speed = piece.isHeld ? 0 : cut.speed * countedRate(rate);
    return [
      `M2   AX       ${speed.toFixed(1).padStart(5, '0')}                ${timecode(pieceIn(cut, piece), rate)}`,
    ];
  }

  #next(): number {
    this.#event += 1;
    return this.#event;
  }

  #line(event: number, reel: string, channel: string, kind: string, times: Times): string {
    const { sourceIn, sourceOut, recordIn, recordOut } = times;
    const codes = [sourceIn, sourceOut, recordIn, recordOut].map((frame) => timecode(frame, this.#list.rate));
    const head = `${String(event).padStart(3, '0')}  ${reel.padEnd(8)} ${channel.padEnd(5)} ${kind.padEnd(8)}`;
    return `${head} ${codes.join(' ')}`;
  }
}

function whole(frames: number): Times {
  return { sourceIn: 0, sourceOut: frames, recordIn: 0, recordOut: frames };
}

function timesOf(cut: Cut, piece: CutPiece): Times {
  const sourceIn = pieceIn(cut, piece);
  const played = Math.max(1, fileFrameAt(cut, piece.endFrame) - sourceIn);
  return {
    sourceIn,
    sourceOut: sourceIn + (piece.isHeld ? 1 : played),
    recordIn: piece.startFrame,
    recordOut: piece.endFrame,
  };
}

function comment(name: string, text: string): string {
  return `* ${name}: ${oneLine(text)}`;
}
