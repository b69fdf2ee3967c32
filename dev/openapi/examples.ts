/** The fenced examples of one section of a page in Markdown, by language, in their order. */
export function examplesOf(page: string, heading: string): { sh: string[]; ts: string[] } {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`There is no section "${heading}".`);
  const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  const of = (language: string) => blocks.flatMap(([, name, text = '']) => (name === language ? [text] : []));
  return { sh: of('sh'), ts: of('ts') };
}
