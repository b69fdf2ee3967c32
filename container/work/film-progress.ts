/** Encoding a song takes longer than fetching many segments; copying one takes no time, but that shows late. */
const SONG_SHARE = 1 / 3;

/** How far a film is whose segments and song come in at the same time. It never goes back. */
export class FilmProgress {
  readonly #segments: number;
  readonly #report: (share: number) => void;
  #added = 0;
  #encoded = 0;

  constructor(segments: number, report: (share: number) => void) {
    this.#segments = segments;
    this.#report = report;
  }

  add(): void {
    this.#added += 1;
    this.#tell();
  }

  /** @param share Of the song, 0 to 1. What was encoded in vain and begins anew is passed over. */
  encode(share: number): void {
    if (share <= this.#encoded) return;
    this.#encoded = Math.min(1, share);
    this.#tell();
  }

  #tell(): void {
    this.#report(SONG_SHARE * this.#encoded + ((1 - SONG_SHARE) * this.#added) / this.#segments);
  }
}
