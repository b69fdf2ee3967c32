import { visibleText } from '#domain/storyboard/visible-text.ts';
import type { Look } from './look.ts';
import type { Part } from './scene-cast.ts';

const PLACED: Readonly<Record<Part, string>> = { lead: '', support: '', background: 'in the background, ' };

/**
 * The cast of a scene in words, at most `room` characters: each member's own words as they are in every scene, or none
 * of them. Where room is short the least prominent are left out.
 */
export function castWords({ cast }: Look, room: number): string {
  let words = '';
  for (const { member, prominence } of cast) {
    const own = `${PLACED[prominence]}${plain(member.name)}: ${plain(member.appearance)}`;
    const more = words === '' ? own : `${words}. ${own}`;
    if (more.length > room) break;
    words = more;
  }
  return words;
}

/** The singer's part in a performance; nothing where no person leads the scene: lips that nobody has cannot move. */
export function singingWords({ cast, footage }: Look, moving: boolean): string {
  if (footage !== 'performance') return '';
  const singers = cast.filter(
    ({ member, prominence }) => prominence === 'lead' && member.castKind === 'person',
  );
  if (singers.length === 0) return '';
  const names = singers.map(({ member }) => plain(member.name)).join(' and ');
  const [sing, are] = singers.length === 1 ? ['sings', 'is'] : ['sing', 'are'];
  return moving ? `${names} ${sing}, lips moving with the words` : `${names} ${are} singing`;
}

/** White space collapsed and the full stop at the end left to the joining. */
export function plain(text: string): string {
  return visibleText(text)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.,;\s]+$/u, '');
}
