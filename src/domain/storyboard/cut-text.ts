/**
 * Shortens text to at most `maxLength` UTF-16 units. Cuts between words where a space is near the end, and never
 * within a character that people see as one (an emoji with modifiers, a letter with combining marks).
 */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, maxLength + 64))) {
    if (index + segment.length > maxLength) break;
    end = index + segment.length;
  }
  const whole = text.slice(0, end);
  const space = whole.lastIndexOf(' ');
  const endsWord = text[end] === ' ';
  return (endsWord || space < maxLength * 0.6 ? whole : whole.slice(0, space)).trimEnd();
}
