import type { Size } from './picture-shape.ts';

/** A stream's colours as ffprobe names them. */
export interface SourceColour {
  matrix: string | undefined;
  transfer: string | undefined;
  primaries: string | undefined;
  /** Stored lines, by which untagged pictures are judged. */
  height: number;
  hasAlpha: boolean;
  isRgb: boolean;
}

/** Transfer curves of HDR: PQ (SMPTE ST 2084) and HLG (ARIB STD-B67), as zscale names them. */
const HDR_TRANSFERS = ['smpte2084', 'arib-std-b67'];
/** Primaries wider than BT.709, and zscale's names for them. */
const WIDE_PRIMARIES: Readonly<Record<string, string>> = {
  bt2020: '2020',
  smpte431: 'smpte431',
  smpte432: 'smpte432',
};

/** The luminance of white in HDR programmes (ITU-R BT.2408), in cd/m²: what becomes SDR's white before tone mapping. */
const WHITE = 203;
/** The peak that tone mapping takes in: that of most masters, 1000 cd/m², over {@link WHITE}. */
const PEAK = 1000 / WHITE;

/**
 * Says what the frames are. Newer FFmpegs take the encoder's colour tags from the frames and not from the command line.
 */
export const BT709_TAGS = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';

/**
 * Filters that scale a picture and make it yuv420p in BT.709, TV range. The scaler is kept from changing the matrix of a
 * YUV picture: by its quick way it takes three levels off every grey, by its exact one it costs three times as much.
 */
export function scaleToBt709({ width, height }: Size, colour: SourceColour, flags: string): string {
  const scale = `scale=${width}:${height}:flags=${flags}`;
  const matrix = needsLinearLight(colour) ? 'bt709' : readMatrix(colour);
  if (matrix === null) {
    return `${scale}+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv,format=yuv420p`;
  }
  const scaled = `${scale}:in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv,format=yuv420p`;
  return matrix === 'bt709' ? scaled : `${scaled},colormatrix=${matrix}:bt709`;
}

/**
 * What must happen before a picture is fitted into the frame: transparent places become black, and HDR or a wide gamut
 * becomes BT.709 in linear light. That is the dearest part of all, hence it is done at the size `covering` at most.
 */
export function colourFilters(colour: SourceColour, picture: Size, covering: Size): string[] {
  const opaque = colour.hasAlpha ? ['format=gbrap', 'premultiply=inplace=1', 'format=gbrp'] : [];
  if (!needsLinearLight(colour)) return opaque;
  const isHdr = isHighDynamicRange(colour);
  const isLarger = covering.width < picture.width;
  const size = isLarger ? `w=${covering.width}:h=${covering.height}:` : '';
  const primaries = WIDE_PRIMARIES[colour.primaries ?? ''] ?? (isHdr ? '2020' : '709');
  const transfer = isHdr ? colour.transfer : '709';
  return [
    ...opaque,
    `scale=${size}flags=bicubic+accurate_rnd+full_chroma_int:in_color_matrix=${readMatrix(colour) ?? 'auto'}` +
      ':out_color_matrix=bt2020:out_range=tv',
    'format=yuv420p10',
    // In one step: a 1080p frame takes 25 MB in this form.
    `zscale=min=2020_ncl:rin=limited:pin=${primaries}:tin=${transfer}:t=linear:npl=${isHdr ? WHITE : 100}:p=709`,
    'format=gbrpf32',
    // Mobius leaves dark and middle tones as they are and bends the lights alone.
    ...(isHdr ? [`tonemap=mobius:param=0.5:desat=0:peak=${PEAK.toFixed(4)}`] : []),
    'zscale=t=709:m=709:r=limited',
    'format=yuv420p',
  ];
}

function isHighDynamicRange({ transfer }: SourceColour): boolean {
  return HDR_TRANSFERS.includes(transfer ?? '');
}

function needsLinearLight(colour: SourceColour): boolean {
  return isHighDynamicRange(colour) || (colour.primaries ?? '') in WIDE_PRIMARIES;
}

/** Matrices as ffprobe names them, and as FFmpeg's filters do. */
const MATRICES: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
  smpte240m: 'smpte240m',
  fcc: 'fcc',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/**
 * The matrix to read a picture with; null where it is RGB or something rare, and the scaler knows. Untagged clips are
 * read as players read them: BT.709 from 720 lines on, BT.601 below. (FFmpeg's scaler by itself takes BT.601 for all of
 * them, which shifts the colours of HD.)
 */
export function readMatrix({ matrix, height, transfer, isRgb }: SourceColour): string | null {
  if (isRgb) return null;
  if (matrix !== undefined && matrix !== 'unknown') return MATRICES[matrix] ?? null;
  if (HDR_TRANSFERS.includes(transfer ?? '')) return 'bt2020';
  return height >= 720 ? 'bt709' : 'bt601';
}
