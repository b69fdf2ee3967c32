import { describe, expect, it } from 'vitest';
import { hlsFiles } from '#contracts/media-jobs/hls.ts';
import { qualitiesOf, renditionSize } from '#contracts/media-jobs/rendition.ts';
import { avcCodec, masterPlaylist } from './master-playlist.ts';
import { bitRates, readMediaPlaylist } from './media-playlist.ts';

describe('the size of a rendition', () => {
  it.each([
    [1920, 1080, '720p', 1280, 720],
    [1920, 1080, '480p', 854, 480],
    [1080, 1920, '720p', 720, 1280],
    [1280, 720, '1080p', 1280, 720],
    [1280, 544, '720p', 1280, 544],
    [1080, 1080, '480p', 480, 480],
  ] as const)('of %ix%i in %s is %ix%i', (width, height, quality, ...size) => {
    expect(Object.values(renditionSize({ width, height }, quality))).toEqual(size);
  });

  it.each([
    [1920, 1080, ['1080p', '720p', '480p']],
    [720, 1280, ['720p', '480p']],
    [320, 240, ['480p']],
  ])('%ix%i can be had in %j', (width, height, qualities) => {
    expect(qualitiesOf({ width, height })).toEqual(qualities);
  });
});

describe('playlists', () => {
  it('of media are read with their bit rates, a scrap at the end left aside', () => {
    const text = [
      '#EXTM3U',
      '#EXT-X-MAP:URI="a.mp4",BYTERANGE="800@0"',
      ...['#EXTINF:6.000000,', '#EXT-X-BYTERANGE:600000@800', 'a.mp4'],
      ...['#EXTINF:6.000000,', '#EXT-X-BYTERANGE:300000@600800', 'a.mp4'],
      ...['#EXTINF:0.041667,', '#EXT-X-BYTERANGE:50000@900800', 'a.mp4', '#EXT-X-ENDLIST'],
    ].join('\r\n');
    const segments = readMediaPlaylist(text);
    expect(segments.map(({ bytes }) => bytes)).toEqual([600_000, 300_000, 50_000]);
    expect(bitRates(segments).peak).toBe(800_000);
    expect(bitRates(segments).average).toBe(Math.ceil((950_000 * 8) / 12.041667));
  });

  it('name codecs after RFC 6381', () => {
    expect([avcCodec('High', 31), avcCodec('High', 40), avcCodec('Main', 30)]).toEqual([
      'avc1.64001f',
      'avc1.640028',
      'avc1.4d401e',
    ]);
  });

  it('of a film name every variant and the sound, and are among its files', () => {
    const files = hlsFiles(['1080p', '480p']).map(({ name }) => name);
    expect(files).toEqual([
      'audio.mp4',
      'audio.m3u8',
      '1080p.mp4',
      '1080p.m3u8',
      '480p.mp4',
      '480p.m3u8',
      'master.m3u8',
    ]);
    const text = masterPlaylist({
      frameRate: { numerator: 24_000, denominator: 1001 },
      audio: { playlist: 'audio.m3u8', codec: 'mp4a.40.2', channels: 2 },
      variants: [
        {
          playlist: '1080p.m3u8',
          width: 1920,
          height: 1080,
          codec: 'avc1.640028',
          peakBitRate: 6e6,
          averageBitRate: 4e6,
        },
      ],
    });
    expect(text).toContain(
      'BANDWIDTH=6000000,AVERAGE-BANDWIDTH=4000000,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1920x1080,FRAME-RATE=23.976',
    );
    expect(text.endsWith('\n1080p.m3u8\n')).toBe(true);
  });
});
