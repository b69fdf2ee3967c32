/** Width and height of a picture in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of a JPEG, PNG or WebP, read from its first bytes; null for anything else, and where the head ends before
 * its size is told. Sources: ITU-T T.81 annex B, the PNG specification 11.2.2, RFC 9649.
 */
export function pixelSize(head: Uint8Array): PixelSize | null {
  const bytes = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const size = jpegSize(bytes) ?? pngSize(bytes) ?? webpSize(bytes);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // A head that ends too early is the only thing that a DataView complains about.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function jpegSize(bytes: DataView): PixelSize | null {
  if (bytes.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; bytes.getUint8(at) === 0xff; ) {
    const marker = bytes.getUint8(at + 1);
    if (marker === 0xff) {
      // Any number of fill bytes may stand before a marker.
      at += 1;
    } else if (isFrameHeader(marker)) {
      return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    } else {
      at += 2 + bytes.getUint16(at + 2);
    }
  }
  return null;
}

/** SOF0 to SOF15, but for the three markers in that range that are tables. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function pngSize(bytes: DataView): PixelSize | null {
  if (bytes.getUint32(0) !== 0x89504e47 || bytes.getUint32(4) !== 0x0d0a1a0a) return null;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

function webpSize(bytes: DataView): PixelSize | null {
  if (text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WEBP') return null;
  switch (text(bytes, 12)) {
    case 'VP8 ':
      return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: uint24(bytes, 24) + 1, height: uint24(bytes, 27) + 1 };
    default:
      return null;
  }
}

function uint24(bytes: DataView, at: number): number {
  return bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);
}

function text(bytes: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((step) => bytes.getUint8(at + step)));
}
