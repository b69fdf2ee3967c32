import type { ProblemKind } from '../problem-kind.ts';

/** Words, scenes, prompts, images, clips and films. */
export const STORYBOARD_PROBLEMS = {
  'lyrics-missing': {
    status: 409,
    title: 'The words of the song are not known yet',
    meaning: 'Scenes are chosen by the words.',
    remedy: 'Run `transcribe`, or send the words with `PUT …/lyrics`.',
    detail: 'The words of the song are not known yet.',
  },
  'lyrics-unreadable': {
    status: 422,
    title: 'The lyrics cannot be read',
    meaning:
      'The text looks like LRC, SRT or WebVTT and is broken, or its characters were lost when the file was read.',
    remedy: 'Mend the line that `detail` names, send plain text, or send the bytes of the file.',
    detail: 'Line 7: a time is missing.',
  },
  'lyrics-too-long': {
    status: 422,
    title: 'The lyrics are too long',
    meaning: 'They have more lines or words than any song; a line with many times counts as often.',
    remedy: 'Send the words of this song alone.',
    detail: 'The lyrics have 2,400 lines; at most 2,000 are taken.',
  },
  'lyrics-untimed': {
    status: 409,
    title: 'Some lines have no time yet',
    meaning: 'Subtitles show each line for a time; a line without one would be left out.',
    remedy: 'Run `transcribe`, set the times of the lines that `detail` names, or export LRC, text or JSON.',
    detail: 'Without a time are the lines 3, 4 (from 0).',
  },
  'line-times-invalid': {
    status: 422,
    title: 'The times do not fit the lyrics',
    meaning: 'A line would start before one above it or after one below it whose time is given or set.',
    remedy: 'Mend the lines that `errors` names, or hand their neighbours back in the same request.',
    detail:
      '/lines/0/startSeconds: Starts at 20 s, but line 4 ("Hold on") after it starts at 18 s and is given.',
  },
  'tempo-invalid': {
    status: 422,
    title: 'The tempo does not fit the song',
    meaning:
      'The first beat or a tap lies beyond the song, or the taps are too few or too uneven to be a tempo.',
    remedy: 'Mend the field that `errors` names; tap at least four beats in a row.',
    detail: '/taps: A tempo takes at least 4 taps.',
  },
  'transcript-invalid': {
    status: 422,
    title: 'The transcript does not fit the song',
    meaning: 'Words overlap, run backwards or lie outside the song.',
    remedy: 'Mend the words that `detail` names.',
    detail: 'Word 12 ends before it begins.',
  },
  'scenes-missing': {
    status: 409,
    title: 'There are no scenes yet',
    meaning: 'This stage works on scenes.',
    remedy: 'Run `analyze-scenes` first.',
    detail: 'There are no scenes yet.',
  },
  'scene-not-found': {
    status: 404,
    title: 'There is no such scene',
    meaning: 'The project has no scene with this id; it may have been replaced by a new analysis.',
    remedy: 'Read `GET …/scenes` again.',
    detail: 'There is no such scene.',
  },
  'cast-not-found': {
    status: 404,
    title: 'There is nobody of this id in the cast',
    meaning: 'The project has no member of its cast with this id.',
    remedy: 'Read `GET …/cast` again.',
    detail: 'Nobody in the cast of this project has this id.',
  },
  'cast-full': {
    status: 409,
    title: 'The cast has no room for another one',
    meaning: 'A project has at most so many persons, things and places.',
    remedy: 'Remove one that no scene needs.',
    detail: 'A project has at most 50 members of its cast. Remove one first.',
  },
  'reference-unfit': {
    status: 422,
    title: 'The reference is no picture that can be used',
    meaning:
      'References are uploads of kind `reference` or `image` that are `ready`, or finished images of the project.',
    remedy: 'Wait until the upload is `ready`, or name another picture.',
    detail: 'The picture is checking; wait until it is ready.',
  },
  'storyboard-invalid': {
    status: 422,
    title: 'The scenes do not make a storyboard',
    meaning:
      'Scenes tile the song: the first begins with it, the last ends with it, and none overlaps another or leaves a gap.',
    remedy: 'Mend the place that `detail` names.',
    detail: 'Scene 3 ends at frame 240 and scene 4 begins at frame 250.',
  },
  'nothing-to-undo': {
    status: 409,
    title: 'There is no such step',
    meaning:
      'No edit of the storyboard is left to be undone, or none was undone since the last edit that could be done again.',
    remedy: 'Look at `GET …/scenes/edits`.',
    detail: 'There is no edit to undo.',
  },
  'edit-outdated': {
    status: 409,
    title: 'The storyboard no longer fits this step',
    meaning:
      'Something else has changed the scenes of the edit since, so that undoing it, or doing it again, would overwrite that.',
    remedy: 'Read `GET …/scenes` and edit what is there now.',
    detail: 'The scenes of this edit were changed since, so that it cannot be undone.',
  },
  'prompt-not-found': {
    status: 404,
    title: 'There is no such prompt',
    meaning: 'The scene has no such version of its prompt.',
    remedy: 'Read `GET …/prompts` again.',
    detail: 'There is no such prompt.',
  },
  'prompts-missing': {
    status: 409,
    title: 'Some scenes have no prompt yet',
    meaning: 'Images are made from prompts; `sceneIds` names the scenes without one.',
    remedy: 'Run `generate-prompts` for them.',
    detail: '2 scenes have no prompt yet.',
  },
  'images-not-approved': {
    status: 409,
    title: 'Some scenes have no approved image',
    meaning: 'Clips are made from approved images; `sceneIds` names the scenes without one.',
    remedy: 'Approve images with `PUT …/approvals`, or let the project approve by itself.',
    detail: '3 scenes have no approved image.',
  },
  'clips-not-ready': {
    status: 409,
    title: 'Some scenes have no approved clip',
    meaning: 'A film with a hole is not made; `sceneIds` names the scenes.',
    remedy: 'Approve clips, make them again, or ask for a stand-in with `missing: "still-motion"`.',
    detail: '1 scene has no approved clip.',
  },
  'take-not-found': {
    status: 404,
    title: 'There is no such image or clip',
    meaning: 'The project has no such image, clip or film.',
    remedy: 'Read the list again.',
    detail: 'This project has no such image.',
  },
  'take-not-finished': {
    status: 409,
    title: 'The image or clip is not finished',
    meaning: 'Only what is finished can be judged or chosen.',
    remedy: 'Wait for its `updated` event with `succeeded`.',
    detail: 'This clip is running.',
  },
  'take-named-twice': {
    status: 422,
    title: 'The image or clip was named twice',
    meaning: 'One request decides about the same take twice.',
    remedy: 'Name each take once.',
    detail: 'The image was named twice.',
  },
  'seed-not-taken': {
    status: 422,
    title: 'The model takes no seed',
    meaning: 'The chosen model makes something else each time.',
    remedy: 'Leave the seed out, or choose a model that takes one.',
    detail: 'This model takes no seed.',
  },
  'clip-length-unfit': {
    status: 422,
    title: 'The model makes no clip of that length for this scene',
    meaning: 'The length is not among those of the model, or shorter than the scene.',
    remedy: 'Choose one that `detail` names, or leave it out: the shortest that covers the scene is taken.',
    detail: 'The scene needs 6.2 s; the model makes 5 or 10 s.',
  },
  'captions-missing': {
    status: 409,
    title: 'The film has no captions',
    meaning: 'Captions are the lines of the song that have a time; there was none when the film was made.',
    remedy: 'Run `transcribe` or set the times of the lines, then assemble again.',
    detail: 'No line of its song had a time when this video was made.',
  },
  'file-not-ready': {
    status: 409,
    title: 'The file is not ready yet',
    meaning: 'There will be a file when the work is done.',
    remedy: 'Wait for the `updated` event with `succeeded`.',
    detail: 'This video is running; it has no film yet.',
  },
} as const satisfies Record<string, ProblemKind>;
