/**
 * Characters that people do not see and models do read: controls, zero-width and bidirectional marks, fillers, tags
 * and the variation selectors in which whole sentences can be hidden (Unicode TR36, 3.6). The joiners ZWNJ and ZWJ and
 * the selectors of emoji stay: words and pictures are made with them.
 */
const UNSEEN =
  /[[\p{Cc}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]--[\t\n\r\u{200C}\u{200D}\u{FE0E}\u{FE0F}]]/gv;
/** A row of joiners joins nothing; bits can be written with it. */
const ROWS =
  /(?<joiner>[\u{200C}\u{200D}])[\u{200C}\u{200D}]+|(?<selector>[\u{FE0E}\u{FE0F}])[\u{FE0E}\u{FE0F}]+/gv;

/** The text as people see it: well-formed and without what is hidden in it. White space stays. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '').replace(ROWS, '$1$2');
}
