/** What a key may do. `write` changes a project, `spend` starts work that costs money. */
export const SCOPES = ['read', 'write', 'spend', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/** Who sent the request. Every project belongs to one owner. */
export interface Caller {
  readonly ownerId: string;
  /** Key, token or ticket by which the caller is known; shown in approvals. */
  readonly callerId: string;
  readonly scopes: readonly string[];
  readonly kind: 'key' | 'token' | 'ticket';
}

export function hasScope(caller: Caller, scope: Scope): boolean {
  return caller.scopes.includes('admin') || caller.scopes.includes(scope);
}
