export type { CaptionCue, CaptionWord } from './caption-cue.ts';
export { type CaptionInput, type CaptionTiming, captionCues } from './caption-cues.ts';
export { type CaptionScriptInput, captionScript } from './caption-script.ts';
export { languageTag } from './language-tag.ts';
export { captionColumns } from './layout.ts';
export { type TrackCue, trackCues, trackVtt, type WebVttOptions, webVtt } from './web-vtt.ts';
