import type { MediaJobResult, MediaJobSpec } from '#contracts/media.ts';
import { analyzeSong } from './analyze-song.ts';
import { assemble } from './assemble.ts';
import { conform } from './conform.ts';
import type { WorkContext } from './context.ts';
import { filmAudio } from './film-audio.ts';
import { hls } from './hls.ts';
import { brightestPoster, poster } from './poster.ts';
import { prepareAudio } from './prepare-audio.ts';
import { probe } from './probe.ts';
import { rendition } from './rendition.ts';
import { seam } from './seam.ts';
import { sheet } from './sheet.ts';
import { thumbnails } from './thumbnails.ts';

/** Does what a spec asks for. Throws a `MediaFailure` for everything that was foreseen. */
export function perform(spec: MediaJobSpec, context: WorkContext): Promise<MediaJobResult> {
  switch (spec.kind) {
    case 'probe':
      return probe(spec, context);
    case 'prepare-audio':
      return prepareAudio(spec, context);
    case 'analyze-song':
      return analyzeSong(spec, context);
    case 'conform':
      return conform(spec, context);
    case 'seam':
      return seam(spec, context);
    case 'assemble':
      return assemble(spec, context);
    case 'poster':
      return poster(spec, context);
    case 'brightest-poster':
      return brightestPoster(spec, context);
    case 'rendition':
      return rendition(spec, context);
    case 'hls':
      return hls(spec, context);
    case 'sheet':
      return sheet(spec, context);
    case 'thumbnails':
      return thumbnails(spec, context);
    case 'film-audio':
      return filmAudio(spec, context);
    default:
      return spec satisfies never;
  }
}
