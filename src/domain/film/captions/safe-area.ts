/** Pixels that captions keep free at each side of the frame. Left and right are alike, so that text is centred. */
export interface SafeArea {
  readonly side: number;
  readonly top: number;
  readonly bottom: number;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Where captions may be, by the shape of the frame. Wide: within EBU R 95's safe area for graphics (5 %). Tall:
 * players of vertical films cover the lowest fifth with titles, an eighth on the right with buttons and the top with
 * tabs.
 */
export function safeArea({ width, height }: FrameSize): SafeArea {
  const shape = width / height;
  const [side, top, bottom] =
    shape > 1.2 ? [0.06, 0.06, 0.07] : shape < 0.8 ? [0.13, 0.12, 0.22] : [0.06, 0.07, 0.08];
  return {
    side: Math.round(side * width),
    top: Math.round(top * height),
    bottom: Math.round(bottom * height),
  };
}
