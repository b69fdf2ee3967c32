import type { Job, JobKind, TaskKind } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import { advanceAnalyzeScenes, analyzeScenes } from './stages/analyze-scenes.ts';
import { analyzeSong } from './stages/analyze-song.ts';
import { advanceAssembleVideo, assembleFilm } from './stages/assemble-video.ts';
import { conformClip } from './stages/conform-clip.ts';
import { filmAudio } from './stages/film-audio.ts';
import { advanceGenerateClips, createClip, storeClip } from './stages/generate-clips.ts';
import { advanceGenerateImages, createImage, storeImage } from './stages/generate-images.ts';
import { advanceGeneratePrompts, writePrompts } from './stages/generate-prompts.ts';
import { advancePictures } from './stages/picture-jobs.ts';
import { makePoster } from './stages/poster.ts';
import { advanceRenditions, makeHls, makeRendition } from './stages/renditions.ts';
import { seamWork } from './stages/seams.ts';
import { makeSheet } from './stages/sheet.ts';
import { makeThumbnails } from './stages/thumbnails.ts';
import { advanceTranscribe, prepareSpeech, transcribe } from './stages/transcribe.ts';
import { discardUpload, probeUpload } from './stages/uploads.ts';
import type { Work } from './work.ts';

/** Every kind of work with the stage that knows it. */
export const WORKS: Readonly<Record<TaskKind, Work>> = {
  'probe-upload': probeUpload,
  'discard-upload': discardUpload,
  'analyze-song': analyzeSong,
  'prepare-speech': prepareSpeech,
  'film-audio': filmAudio,
  transcribe,
  'analyze-scenes': analyzeScenes,
  'write-prompts': writePrompts,
  'create-image': createImage,
  'store-image': storeImage,
  'create-clip': createClip,
  'store-clip': storeClip,
  'conform-clip': conformClip,
  'render-seam': seamWork,
  'assemble-film': assembleFilm,
  'make-poster': makePoster,
  'make-rendition': makeRendition,
  'make-hls': makeHls,
  'make-sheet': makeSheet,
  'make-thumbnails': makeThumbnails,
};

/** Every stage: starts what has become possible, tallies its job, ends it. Changes nothing when nothing changed. */
export const STAGES: Readonly<Record<JobKind, (draft: Draft, job: Job) => void>> = {
  transcribe: advanceTranscribe,
  analyze_scenes: advanceAnalyzeScenes,
  generate_prompts: advanceGeneratePrompts,
  generate_images: advanceGenerateImages,
  generate_clips: advanceGenerateClips,
  assemble_video: advanceAssembleVideo,
  make_animatic: advanceAssembleVideo,
  make_renditions: advanceRenditions,
  make_pictures: advancePictures,
};
