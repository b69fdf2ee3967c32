import { describe, expect, it } from 'vitest';
import { issueTicket } from '../callers/ticket.ts';
import { issuePlayback, openPlayback, PLAYBACK_SECONDS } from './playback-token.ts';

const SECRET = 'a secret of this deployment';
const NOW = 1_800_000_000_000;
const PLACE = { projectId: 'project', videoId: 'video' };

describe('a playback address', () => {
  it('opens its stream for hours, and is the same for a while', async () => {
    const { token, expiresAt } = await issuePlayback(SECRET, PLACE, 'stream', NOW);
    expect(expiresAt - NOW).toBeGreaterThanOrEqual(PLAYBACK_SECONDS * 1000);
    expect((await issuePlayback(SECRET, PLACE, 'stream', NOW - 1000)).token).toBe(token);
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(await openPlayback(SECRET, PLACE, token, expiresAt - 1)).toBe('stream');
    expect(await openPlayback(SECRET, PLACE, token, expiresAt)).toBeNull();
  });

  it('opens nothing of another film, where it was changed, or where it is a pass to something else', async () => {
    const { token } = await issuePlayback(SECRET, PLACE, 'stream', NOW);
    expect(await openPlayback(SECRET, { ...PLACE, videoId: 'other' }, token, NOW)).toBeNull();
    expect(await openPlayback(SECRET, { ...PLACE, projectId: 'other' }, token, NOW)).toBeNull();
    const [claims = '', signature = ''] = token.split('.');
    const { token: forged } = await issuePlayback('another secret', PLACE, 'stream', NOW);
    const ticket = await issueTicket(SECRET, 'project', 'owner', NOW);
    for (const bad of [forged, ticket, `${claims}x.${signature}`, claims, `.${signature}`, '', '%', 'a.a'])
      expect(await openPlayback(SECRET, PLACE, bad, NOW)).toBeNull();
    expect(await openPlayback('', PLACE, token, NOW)).toBeNull();
  });
});
