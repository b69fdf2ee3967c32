/** What a file pretends to be, which decides which jobs it is given to. */
export type Role = 'song' | 'image' | 'clip';

/** A file that a service must survive. */
export interface NastyFile {
  /** With the ending that it pretends to deserve. */
  name: string;
  role: Role;
  bytes: Buffer;
}

/** What the files ask a reader to open. Nobody must. */
export interface Bait {
  /** Absolute path of a file on this machine. */
  file: string;
  /** A URL on this machine that somebody watches. */
  url: string;
}
