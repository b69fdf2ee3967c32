import { liveMessages } from '../asyncapi/messages.ts';
import { example, page, section, sentence } from './page.ts';

/** What `/asyncapi.json` says, for people. */
export function eventsPage(): string {
  const messages = Object.values(liveMessages()).map(({ name, summary, examples }) =>
    section(name, '', `<p>${sentence(summary)}</p>${example(examples[0]?.payload)}`),
  );
  return page(
    '/docs/events',
    'Live updates · OMVEE API',
    `<main class="page"><h1>Live updates</h1>
<p>Open <code>/api/projects/{projectId}/ws</code> as a WebSocket, or <code>/api/projects/{projectId}/stream</code> for the
same as server-sent events. Browsers cannot send headers there: get a ticket from
<code>POST /api/projects/{projectId}/tickets</code> and add it as <code>?ticket=</code>.</p>
<p>Every event has a number, <code>seq</code>, which begins at 1 and rises by one without a gap. First comes what you
missed, then <code>ready</code>, then every event as it happens. After a reconnect say which one you saw last with
<code>?since=</code> (or <code>Last-Event-ID</code>, which browsers send by themselves on a stream), and you get exactly
those that came after it; where they are no longer kept, a <code>snapshot</code>. On a socket <code>ping</code> is
answered with <code>pong</code>.</p>
<h2>Messages</h2>
${messages.join('\n')}</main>`,
  );
}
