/** Media types of songs by the endings of their files. */
const TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  webm: 'audio/webm',
};

/**
 * The media type of a song: what its `File` says, or what its name says where that is nothing of use. Browsers and file
 * pickers leave it empty or say `application/octet-stream` for endings that their system does not know, `.flac` and
 * `.opus` on many. The API looks at the bytes anyway.
 */
export function songType(name: string, stated = ''): string {
  const [type = ''] = stated.trim().toLowerCase().split(/\s*;/);
  if (/^(audio|video)\/./.test(type) || type === 'application/ogg') return type;
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  return TYPES[ending] ?? 'audio/mpeg';
}
