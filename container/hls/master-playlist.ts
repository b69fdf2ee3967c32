import type { FrameRate } from '#contracts/media.ts';

export interface MasterPlaylist {
  frameRate: FrameRate;
  /** Name of the sound's playlist and its codec after RFC 6381. */
  audio: { playlist: string; codec: string; channels: number };
  variants: readonly {
    playlist: string;
    width: number;
    height: number;
    codec: string;
    /** Bits per second with the sound. */
    peakBitRate: number;
    averageBitRate: number;
  }[];
}

/** The playlist that players begin with (RFC 8216 4.3.4): every variant, the sound beside them. */
export function masterPlaylist({ frameRate, audio, variants }: MasterPlaylist): string {
  const rate = (frameRate.numerator / frameRate.denominator).toFixed(3);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Song",DEFAULT=YES,AUTOSELECT=YES' +
      `,CHANNELS="${audio.channels}",URI="${audio.playlist}"`,
    ...variants.flatMap((variant) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${variant.peakBitRate},AVERAGE-BANDWIDTH=${variant.averageBitRate}` +
        `,CODECS="${variant.codec},${audio.codec}",RESOLUTION=${variant.width}x${variant.height}` +
        `,FRAME-RATE=${rate},AUDIO="sound",CLOSED-CAPTIONS=NONE`,
      variant.playlist,
    ]),
    '',
  ].join('\n');
}

/** H.264's name after RFC 6381, from its profile's and level's numbers: High 3.1 is `avc1.64001f`. */
export function avcCodec(profile: string, level: number): string {
  const numbers: Readonly<Record<string, string>> = {
    High: '6400',
    Main: '4d40',
    'Constrained Baseline': '42c0',
  };
  return `avc1.${numbers[profile] ?? '6400'}${level.toString(16).padStart(2, '0')}`;
}
