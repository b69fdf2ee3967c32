import { describe, expect, it } from 'vitest';
import { tokenOwner, tokenScopes } from './token-caller.ts';

describe('what a token says', () => {
  it.each([
    [{ scope: 'openid read  write' }, ['read', 'write']],
    [{ scopes: ['spend', 'read', 'read'] }, ['spend', 'read']],
    [{ scopes: 'write' }, ['write']],
    [{ permissions: ['omvee:admin', 'read:users'] }, ['admin']],
    [{ scope: 'read', scp: ['write'], permissions: ['spend'] }, ['read', 'write', 'spend']],
    [{ scope: 7, scopes: null, permissions: [1] }, []],
    [{ scope: 'READ readwrite admins' }, []],
    [{}, []],
  ])('%o grants %o', (claims, scopes) => {
    expect(tokenScopes(claims)).toEqual(scopes);
  });

  it('names an owner that no other subject, issuer or API key has', async () => {
    const owners = await Promise.all([
      tokenOwner('https://a.example/', 'dev'),
      tokenOwner('https://a.example/', 'dev2'),
      tokenOwner('https://b.example/', 'dev'),
      tokenOwner('https://a.example/","d', 'ev'),
    ]);
    expect(new Set(owners).size).toBe(4);
    for (const owner of owners) expect(owner).toMatch(/^jwt_[\w-]{43}$/);
  });
});
