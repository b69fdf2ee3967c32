import type { Job } from '#dev/client/api-types.ts';

/** The stages in their order, as the demo calls them. */
export const STAGES: readonly { kind: Job['stage']; label: string; items: string }[] = [
  { kind: 'transcribe', label: 'transcribe', items: 'songs' },
  { kind: 'analyze_scenes', label: 'scenes', items: 'plans' },
  { kind: 'generate_prompts', label: 'prompts', items: 'prompts' },
  { kind: 'generate_images', label: 'images', items: 'images' },
  { kind: 'generate_clips', label: 'clips', items: 'clips' },
  { kind: 'assemble_video', label: 'film', items: 'films' },
];
