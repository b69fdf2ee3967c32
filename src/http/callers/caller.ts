/** What a key may do. `write` changes a project, `spend` starts work that costs money. */
export type Scope = 'read' | 'write' | 'spend' | 'admin';

/** Who sent the request. Every project belongs to one owner. */
export interface Caller {
  readonly ownerId: string;
  /** Key or ticket by which the caller is known; shown in approvals. */
  readonly callerId: string;
  readonly scopes: readonly string[];
}

export function hasScope(caller: Caller, scope: Scope): boolean {
  return caller.scopes.includes('admin') || caller.scopes.includes(scope);
}
