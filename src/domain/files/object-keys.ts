/**
 * Where things lie in the media bucket. Everything of a project is under `projects/<id>/`, so that a project can be
 * listed and deleted by prefix. Nothing a user typed becomes part of a key, except a known extension.
 */

const UPLOAD_EXTENSIONS = new Set(
  'mp3 flac wav ogg oga opus m4a mp4 mpeg mpga webm aac aif aiff mov mkv jpg jpeg png webp'.split(' '),
);

const EXTENSION_OF_TYPE: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
};

/** A file as the user sent it. The extension of `fileName` is kept where it is a known one, else it is `bin`. */
export function uploadKey(projectId: string, uploadId: string, fileName: string): string {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return inProject(
    projectId,
    `uploads/${part(uploadId)}.${UPLOAD_EXTENSIONS.has(extension) ? extension : 'bin'}`,
  );
}

/** The small mono MP3 of a song that is made for the speech service. */
export function speechKey(projectId: string, songId: string): string {
  return inProject(projectId, `songs/${part(songId)}/speech.mp3`);
}

/** The peaks of a song's wave, as JSON. */
export function waveformKey(projectId: string, songId: string): string {
  return inProject(projectId, `songs/${part(songId)}/waveform.json`);
}

/** The song's sound in a form that MP4 can carry. */
export function filmSoundKey(projectId: string, songId: string): string {
  return inProject(projectId, `songs/${part(songId)}/sound.m4a`);
}

/** What was heard, or what a user made of it, as JSON: words and segments with times. */
export function transcriptKey(projectId: string, lyricsId: string): string {
  return inProject(projectId, `transcripts/${part(lyricsId)}.json`);
}

/** A picture as its model made it. An unknown content type gives the extension `bin`. */
export function imageKey(projectId: string, takeId: string, contentType: string): string {
  return inProject(projectId, `images/${part(takeId)}.${extensionOf(contentType)}`);
}

/** A clip as its model made it. */
export function clipKey(projectId: string, takeId: string, contentType = 'video/mp4'): string {
  return inProject(projectId, `clips/${part(takeId)}.${extensionOf(contentType)}`);
}

/** A clip made ready for joining, stored under what it was made from: the same input is never rendered twice. */
export function segmentKey(projectId: string, fingerprint: string): string {
  return inProject(projectId, `segments/${part(fingerprint)}.mp4`);
}

/** The frames in which one scene becomes the next, stored in the same way. */
export function seamKey(projectId: string, fingerprint: string): string {
  return inProject(projectId, `seams/${part(fingerprint)}.mp4`);
}

/** Frames of a clip that a seam is to be made of, stored in the same way. Whatever lies there can be made again. */
export function handleKey(projectId: string, fingerprint: string): string {
  return inProject(projectId, `handles/${part(fingerprint)}.mp4`);
}

export function filmKey(projectId: string, filmId: string): string {
  return inProject(projectId, `films/${part(filmId)}/film.mp4`);
}

/** A film's poster; each choice of one is another file. */
export function posterKey(projectId: string, filmId: string, taskId: string): string {
  return inProject(projectId, `films/${part(filmId)}/posters/${part(taskId)}.jpg`);
}

export function renditionKey(projectId: string, filmId: string, renditionId: string): string {
  return inProject(projectId, `films/${part(filmId)}/renditions/${part(renditionId)}.mp4`);
}

/** One of the files that a stream consists of, by the name that its playlists use. */
export function streamKey(projectId: string, filmId: string, renditionId: string, file: string): string {
  if (!/^[a-z0-9]+\.(m3u8|mp4)$/.test(file)) throw new RangeError('a stream has no such file');
  return inProject(projectId, `films/${part(filmId)}/hls/${part(renditionId)}/${file}`);
}

/** A storyboard sheet, stored under what it shows. */
export function sheetKey(projectId: string, fingerprint: string): string {
  return inProject(projectId, `sheets/${part(fingerprint)}.jpg`);
}

export function thumbnailKey(projectId: string, takeId: string): string {
  return inProject(projectId, `thumbnails/${part(takeId)}.jpg`);
}

/** The QC report of a film, as JSON. */
export function qcKey(projectId: string, filmId: string): string {
  return inProject(projectId, `films/${part(filmId)}/qc.json`);
}

/** The prefix of everything that belongs to a project. */
export function projectPrefix(projectId: string): string {
  return `projects/${part(projectId)}/`;
}

function inProject(projectId: string, path: string): string {
  return `${projectPrefix(projectId)}${path}`;
}

function extensionOf(contentType: string): string {
  return EXTENSION_OF_TYPE[contentType.split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'bin';
}

/** Ids and fingerprints are ours, so anything else here is a mistake in the program and must not become a path. */
function part(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(id))
    throw new RangeError('an object key takes ids and fingerprints only');
  return id;
}
