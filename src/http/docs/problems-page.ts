import { PROBLEM_THEMES, type ProblemCode } from '../problems/codes.ts';
import { problemExample } from '../problems/problem-example.ts';
import type { ProblemKind } from '../problems/problem-kind.ts';
import { example, page, section, sentence } from './page.ts';

/** What every `type` of a problem points to; `docs/problems.md` says the same. */
export function problemsPage(): string {
  const themes = PROBLEM_THEMES.map(([name, table]) => {
    // The keys of these tables are the codes; `Object.entries` forgets it.
    const entries = Object.entries(table) as [ProblemCode, ProblemKind][];
    return `<h2>${name}</h2>${entries.map(([code, kind]) => explanation(code, kind)).join('')}`;
  });
  return page(
    '/docs/problems',
    'Problems · OMVEE API',
    `<main class="page"><h1>Problems</h1>
<p>Every refusal and every failure is <code>application/problem+json</code> (RFC 9457). Programs match <code>code</code>,
which never changes its meaning; people read <code>detail</code>. <code>requestId</code> finds the request in the log.
With status 429 and 503 <code>Retry-After</code> says when to try again.</p>
${themes.join('\n')}</main>`,
  );
}

function explanation(code: ProblemCode, { status, title, meaning, remedy }: ProblemKind): string {
  const what = `<p>${sentence(meaning)}</p><p><b>What to do:</b> ${sentence(remedy)}</p>`;
  return section(code, `${status} · ${title}`, what + example(problemExample(code)));
}
