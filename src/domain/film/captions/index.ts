export type { CaptionCue, CaptionWord } from './caption-cue.ts';
export { type CaptionInput, type CaptionTiming, captionCues } from './caption-cues.ts';
export { type CaptionScriptInput, captionScript } from './caption-script.ts';
export { captionColumns } from './layout.ts';
export { type TrackCue, trackCues, type WebVttOptions, webVtt } from './web-vtt.ts';
