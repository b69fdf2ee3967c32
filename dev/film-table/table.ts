/**
 * The films that prove the film: each row another mix of what may come together. A scene is written as
 * `SECONDS source`, where it starts in the song, and may have `in SECONDS` (what is left out of its clip) and how the
 * scene before becomes it (`crossfade 0.4`; nothing is a cut). Each still moves as its place in the film has it.
 */
import { type Row, row } from './row.ts';

export const TABLE: readonly Row[] = [
  // Rates of films by rates of clips.
  row('24 of 24, 23.976, 25', 24, '16:9', 'auto', 'mp3', ['0 wide24', '0.83 wide23976', '1.71 wide25']),
  row('24 of 30, 29.97, 50', 24, '16:9', 'crop', 'wav', ['0 wide30', '0.71 wide2997', '1.53 wide50']),
  row('24 of 59.94, 15, uneven', 24, '16:9', 'auto', 'flac', ['0 wide5994', '0.9 slow15', '1.82 uneven']),
  row('23.976 of 24, 25, 23.976', 23.976, '16:9', 'auto', 'm4a', [
    '0 wide24',
    '0.77 wide25',
    '1.6 wide23976',
  ]),
  row('23.976 of uneven, 59.94, 30', 23.976, '9:16', 'crop', 'opus', [
    '0 uneven',
    '0.87 wide5994',
    '1.9 wide30',
  ]),
  row('25 of 24, 50, 29.97', 25, '16:9', 'auto', 'vorbis', ['0 wide24', '1.03 wide50', '2.11 wide2997']),
  row('25 of 15, 25, 60', 25, '1:1', 'crop', 'telephone', ['0 slow15', '0.69 wide25', '1.47 wide60']),
  row('29.97 of 29.97, 24, 30', 29.97, '16:9', 'auto', 'mp3Vbr48', [
    '0 wide2997',
    '1.01 wide24',
    '2.2 wide30',
  ]),
  row('29.97 of 23.976, uneven, 50', 29.97, '9:16', 'blur', 'wav8', [
    '0 wide23976',
    '0.7 uneven',
    '1.4 wide50',
  ]),
  row('30 of 30, 59.94, 23.976', 30, '16:9', 'auto', 'alac', ['0 wide30', '0.65 wide5994', '1.31 wide23976']),
  row('30 of 25, 15, 60', 30, '1:1', 'pad', 'adts', ['0 wide25', '0.95 slow15', '1.93 wide60']),
  row('50 of 50, 25, 24', 50, '16:9', 'auto', 'wav96', ['0 wide50', '0.73 wide25', '1.42 wide24']),
  row('60 of 60, 30, 29.97', 60, '16:9', 'auto', 'flac96', ['0 wide60', '0.74 wide30', '1.57 wide2997']),
  row('60 of 24, 59.94, uneven', 60, '9:16', 'auto', 'webmVorbis', [
    '0 wide24',
    '0.7 wide5994',
    '1.43 uneven',
  ]),

  // Shapes: sizes, ways to stand, fills.
  row('odd size, square, cinema, cropped', 24, '16:9', 'crop', 'mp3Mono22', [
    '0 odd',
    '0.7 square',
    '1.5 cinema',
  ]),
  row('odd size, square, cinema, padded', 25, '9:16', 'pad', 'webmOpus', [
    '0 odd',
    '0.9 square',
    '1.8 cinema',
  ]),
  row('odd size, square, cinema, blurred', 30, '16:9', 'blur', 'wav51', [
    '0 odd',
    '0.8 square',
    '1.7 cinema',
  ]),
  row('phones in 16:9, by default', 24, '16:9', 'auto', 'm4a', [
    '0 phone90',
    '0.81 phone180',
    '1.63 phone270',
  ]),
  row('phones in 9:16, by default', 29.97, '9:16', 'auto', 'mp3', [
    '0 phone90',
    '0.83 phone180',
    '1.7 phone270',
  ]),
  row('phones in 1:1, cropped', 25, '1:1', 'crop', 'flac', ['0 phone270', '0.9 phone90', '1.83 phone180']),
  row('phones in 16:9, padded', 30, '16:9', 'pad', 'telephone', [
    '0 phone180',
    '0.7 phone270',
    '1.43 phone90',
  ]),
  row('upright, 4:3, anamorphic', 24, '9:16', 'auto', 'alac', [
    '0 upright',
    '0.67 fourThirds',
    '1.33 anamorphic',
  ]),
  row('4K, 4:3, upright', 25, '16:9', 'crop', 'wav', ['0 uhd', '0.73 fourThirds', '1.5 upright']),
  row('anamorphic, 4K, square', 50, '1:1', 'blur', 'webmVorbis', ['0 anamorphic', '0.71 uhd', '1.47 square']),

  // Pixels: 4:4:4, 10 bits, HDR, sound on board.
  row('4:4:4, 10 bits, with sound', 24, '16:9', 'auto', 'opus', [
    '0 full444',
    '0.87 deep10',
    '1.79 sounding',
  ]),
  row('PQ, SDR, HLG', 24, '16:9', 'auto', 'wav51', ['0 pq', '0.9 wide24', '1.77 hlg']),
  row('HLG, PQ, 4:4:4 in 9:16', 30, '9:16', 'blur', 'mp3Mono22', ['0 hlg', '0.7 pq', '1.5 full444']),

  // Lengths: short clips, in-points.
  row('short clips held', 24, '16:9', 'auto', 'flac', ['0 short', '1.1 single', '1.7 short in 0.2']),
  row('short clips slowed', 24, '16:9', 'auto', 'wav', ['0 short', '1.0 short in 0.1', '1.7 single'], {
    short: 0.5,
  }),
  row(
    'clips slowed and held',
    25,
    '1:1',
    'crop',
    'm4a',
    ['0 short', '1.2 sounding in 1', '2 uneven in 1.9'],
    { short: 0.75 },
  ),
  row('in-points', 24, '16:9', 'crop', 'mp3', [
    '0 wide24 in 0.5',
    '0.8 wide30 in 1.03',
    '1.6 wide50 in 0.77',
  ]),
  row('in-points far and late', 30, '16:9', 'auto', 'adts', [
    '0 long in 5.6',
    '0.9 uhd in 0.4',
    '1.9 phone90 in 1.2',
  ]),

  // Transitions.
  row('crossfades', 24, '16:9', 'auto', 'mp3Vbr48', [
    '0 wide24',
    '1 wide25 crossfade 0.4',
    '2 wide30 crossfade 0.25',
  ]),
  row('crossfades of shapes', 25, '16:9', 'pad', 'webmOpus', [
    '0 square',
    '0.9 upright crossfade 0.3',
    '1.8 cinema crossfade 0.5',
  ]),
  row('dips to black', 24, '16:9', 'auto', 'vorbis', [
    '0 wide24',
    '1.1 wide2997 dip-to-black 0.4',
    '2.1 wide23976 dip-to-black 0.21',
  ]),
  row('dips to white', 29.97, '9:16', 'auto', 'wav51', [
    '0 upright',
    '0.9 phone90 dip-to-white 0.4',
    '1.8 wide24 dip-to-white 0.3',
  ]),
  row('wipes left and right', 30, '16:9', 'crop', 'opus', [
    '0 wide30',
    '0.9 square wipe-left 0.35',
    '1.8 wide24 wipe-right 0.4',
  ]),
  row('wipes up and down', 23.976, '1:1', 'auto', 'adts', [
    '0 wide23976',
    '1 cinema wipe-up 0.4',
    '2 wide25 wipe-down 0.3',
  ]),
  row('every other transition', 60, '16:9', 'auto', 'flac', [
    ...['0 wide60', '0.7 wide30 dip-to-white 0.15', '1.3 wide5994', '2 wide24 wipe-down 0.2'],
  ]),
  row(
    'crossfade into what is slowed',
    24,
    '16:9',
    'auto',
    'm4a',
    ['0 wide24', '0.9 short crossfade 0.3', '1.7 wide25 in 0.5 dip-to-black 0.3'],
    { short: 0.6 },
  ),
  row('crossfade out of what is held', 25, '9:16', 'crop', 'mp3', [
    '0 short',
    '1 uneven crossfade 0.4',
    '1.8 wide24 in 1 wipe-up 0.3',
  ]),
  row('blends of HDR', 24, '16:9', 'auto', 'wav8', [
    '0 pq',
    '0.7 hlg crossfade 0.3',
    '1.5 wide24 dip-to-black 0.3',
  ]),
  row('transitions too long for their scenes', 24, '16:9', 'auto', 'alac', [
    '0 wide24',
    '0.5 wide25 crossfade 2',
    '0.8 wide30 wipe-left 1',
    '1.1 wide50 dip-to-black 1.5',
  ]),
  row('transitions around the shortest scenes', 24, '1:1', 'auto', 'wav96', [
    ...[
      '0 wide24',
      '0.7 wide25 crossfade 0.1',
      '0.75 wide30 crossfade 0.1',
      '0.8 wide50 dip-to-white 0.1',
      '0.9 square wipe-right 0.5',
    ],
  ]),

  // Stills and their motion.
  row('stills', 24, '16:9', 'auto', 'webmOpus', ['0 png', '0.9 jpeg', '1.8 webp']),
  row('stills blended', 30, '9:16', 'auto', 'vorbis', [
    '0 jpeg',
    '1 webp crossfade 0.4',
    '2 png dip-to-black 0.4',
  ]),
  row('stills between clips, padded', 25, '16:9', 'pad', 'flac96', [
    '0 wide25',
    '0.7 png crossfade 0.2',
    '1.3 wide24 wipe-left 0.24',
    '1.8 webp',
  ]),

  // Songs as they came; sizes as they are made; one scene; many.
  row(
    'an encoded song, in 480p',
    24,
    '16:9',
    'auto',
    'wav96',
    ['0 wide24', '0.7 phone90 crossfade 0.3', '1.4 png'],
    { raw: true, fullSize: true },
  ),
  row('a surround song, upright 480p', 29.97, '9:16', 'auto', 'wav51', ['0 uhd', '0.9 wide24 wipe-up 0.3'], {
    raw: true,
    fullSize: true,
  }),
  row('a telephone song as it came', 25, '1:1', 'auto', 'telephone', ['0 square', '1 wide25'], { raw: true }),
  row('one scene', 23.976, '16:9', 'auto', 'vorbis', ['0 wide24'], { raw: true }),
  row(
    'six scenes',
    30,
    '16:9',
    'blur',
    'webmVorbis',
    [
      ...[
        '0 wide24',
        '0.3 upright',
        '0.7 png wipe-right 0.2',
        '1.1 short',
        '1.5 square crossfade 0.2',
        '1.9 wide50',
      ],
    ],
    { raw: true, short: 0.5 },
  ),
];
