import { PROBLEM_THEMES, type ProblemCode } from '#http/problems/codes.ts';
import { problemExample } from '#http/problems/problem-example.ts';
import type { ProblemKind } from '#http/problems/problem-kind.ts';

const HEAD = `<!-- Written by "npm run docs:problems" from src/http/problems/table. -->

# Problems

Every refusal and every failure is \`application/problem+json\`
([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Programs match \`code\`, which never changes its meaning; people
read \`detail\`. \`type\` points to the section of a code on \`/docs/problems\` of the deployment, which shows what is
written here; \`requestId\` finds the request in the log. With status 429 and 503 \`Retry-After\` says when to try again.
`;

/** `docs/problems.md`: one section per code, by theme. */
export function problemsMarkdown(): string {
  const themes = PROBLEM_THEMES.map(([name, table]) => {
    // The keys of these tables are the codes; `Object.entries` forgets it.
    const entries = Object.entries(table) as [ProblemCode, ProblemKind][];
    return `\n## ${name}\n${entries.map(([code, kind]) => section(code, kind)).join('')}`;
  });
  return HEAD + themes.join('');
}

function section(code: ProblemCode, { status, title, meaning, remedy }: ProblemKind): string {
  const example = JSON.stringify(problemExample(code), null, 2);
  return `\n### \`${code}\`\n\n**${status} · ${title}.** ${meaning}\n\n**What to do:** ${remedy}\n\n\`\`\`json\n${example}\n\`\`\`\n`;
}
