/** Where the pages of the docs are, in the order of their links. */
const LINKS = [
  ['/docs', 'Reference'],
  ['/docs/events', 'Live updates'],
  ['/docs/problems', 'Problems'],
  ['/openapi.json', 'OpenAPI'],
  ['/asyncapi.json', 'AsyncAPI'],
] as const;

/** A page of the docs. All that it loads is our own. */
export function page(path: string, title: string, body: string, head = ''): string {
  const links = LINKS.map(
    ([to, name]) => `<a href="${to}"${to === path ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${head}<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header class="top"><strong>OMVEE</strong><nav>${links.join('')}</nav></header>
${body}
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A sentence of ours as HTML: what stands between backticks is code. */
export function sentence(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

/** A JSON document that is shown when it is asked for. */
export function example(value: unknown): string {
  const text = escapeHtml(JSON.stringify(value, null, 2));
  return `<details><summary>Example</summary><pre>${text}</pre></details>`;
}

/** What is found under `#id`; its heading is the link to itself. */
export function section(id: string, aside: string, body: string): string {
  const heading = `<h3><a href="#${id}"><code>${id}</code></a> <span>${escapeHtml(aside)}</span></h3>`;
  return `<section id="${id}">${heading}${body}</section>`;
}
