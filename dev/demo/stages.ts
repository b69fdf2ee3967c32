import type { JobKind } from '#contracts/entities/index.ts';

/** The stages in their order, as the demo calls them. */
export const STAGES: readonly { kind: JobKind; label: string; items: string }[] = [
  { kind: 'transcribe', label: 'transcribe', items: 'songs' },
  { kind: 'analyze_scenes', label: 'scenes', items: 'plans' },
  { kind: 'generate_prompts', label: 'prompts', items: 'prompts' },
  { kind: 'generate_images', label: 'images', items: 'images' },
  { kind: 'generate_clips', label: 'clips', items: 'clips' },
  { kind: 'assemble_video', label: 'film', items: 'films' },
];
