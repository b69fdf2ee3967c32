import { z } from 'zod';
import { openClaims, signClaims } from '../callers/signed-claims.ts';

/** How long an address can be played from, at the least. In seconds. */
export const PLAYBACK_SECONDS = 6 * 3600;

/** Addresses end on the hour, so that those who ask again get the same one, and caches know the files. */
const STEP = 3600_000;

const Playback = z.object({ r: z.string(), e: z.number() });

/** One stream of one film, as its address names it. */
export interface StreamPlace {
  readonly projectId: string;
  readonly videoId: string;
}

const purposeOf = ({ projectId, videoId }: StreamPlace) => `stream:${projectId}:${videoId}`;

/**
 * A pass that is part of the address, as with the signed addresses of content networks: players ask for the files that
 * a playlist names relatively, and so for addresses with the same pass. It opens one stream and nothing else.
 */
export async function issuePlayback(
  secret: string,
  place: StreamPlace,
  renditionId: string,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const expiresAt = Math.ceil((now + PLAYBACK_SECONDS * 1000) / STEP) * STEP;
  const token = await signClaims(secret, purposeOf(place), { r: renditionId, e: expiresAt });
  return { token, expiresAt };
}

/** The rendition that the token opens; null for one that is forged, over or of another film. */
export async function openPlayback(
  secret: string,
  place: StreamPlace,
  token: string,
  now: number,
): Promise<string | null> {
  const claims = await openClaims(secret, purposeOf(place), token);
  if (claims === null) return null;
  const { r, e } = Playback.parse(claims);
  return now < e ? r : null;
}
