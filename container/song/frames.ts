/** Samples per second of what is analysed: what lies above 11 kHz says nothing about beats and sections. */
export const SAMPLE_RATE = 22_050;
/** Samples from one frame to the next: 11.6 ms. */
export const HOP = 256;
/** Samples under the window of one frame. Frame `i` is centred on sample `i * HOP`. */
export const WINDOW = 1024;
/** Frames per second, 86.13. */
export const FRAME_RATE = SAMPLE_RATE / HOP;

export const secondsOf = (frame: number): number => frame / FRAME_RATE;
