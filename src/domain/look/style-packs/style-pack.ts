/**
 * A look out of the library. Its phrases go into every prompt of a project as they are, so that a version never
 * changes: other words are another version.
 */
export interface StylePack {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** For people: what it is for. */
  readonly description: string;
  readonly parts: {
    /** What kind of picture it is. */
    readonly look: string;
    readonly palette: string;
    readonly lens: string;
    readonly light: string;
    readonly filmStock: string;
    /** What would spoil it, comma separated. */
    readonly negative: string;
  };
}
