/**
 * Words that belong to one kind of prompt alone. A still that is told to pan comes out blurred, and a clip that is told
 * to be a photograph stands still. Phrases between commas are left out whole.
 */
const MOVES =
  /\b(dolly|dollies|pan(s|ning)?|tilt(s|ing)? (up|down)|push(es|ing)? (in|out)|pull(s|ing)? (in|out|back|away)|track(s|ing)|truck(s|ing)?|zoom(s|ing)?|crane[sd]?|cran(e|ing) (up|down)|orbit(s|ing)?|arcs? around|handheld|steadicam|gimbal|whip[- ]pan|fly[- ]?through|camera (moves?|follows?|drifts?|glides?|circles?|rises?|rotates?)|time-?lapse|slow[- ]motion)\b/iu;
const STILLS =
  /\b(photos?|photographs?|photograph(y|ic)|(film|movie|production|cinematic) stills?|still (image|frame|photo|picture|shot|life)|stills|snapshots?|freeze[- ]frame|frozen (frame|moment)|posters?|polaroids?|dslr|long exposure|shutter speed|iso \d+|megapixels?)\b/iu;

/** Framing without the moves of the camera: a still has none. */
export function withoutMoves(text: string): string {
  return kept(text, MOVES);
}

/** A look without words that ask for a standing picture. */
export function withoutStills(text: string): string {
  return kept(text, STILLS);
}

function kept(text: string, unwanted: RegExp): string {
  if (!unwanted.test(text)) return text;
  return text
    .split(/\s*[,;]\s*/u)
    .filter((phrase) => phrase !== '' && !unwanted.test(phrase))
    .join(', ');
}
