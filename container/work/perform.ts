import type { MediaJobResult, MediaJobSpec } from '#contracts/media.ts';
import { analyzeSong } from './analyze-song.ts';
import { assemble } from './assemble.ts';
import { conform } from './conform.ts';
import type { WorkContext } from './context.ts';
import { poster } from './poster.ts';
import { prepareAudio } from './prepare-audio.ts';
import { probe } from './probe.ts';

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
    case 'assemble':
      return assemble(spec, context);
    case 'poster':
      return poster(spec, context);
    default:
      return spec satisfies never;
  }
}
