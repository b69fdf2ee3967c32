/** The look of our own pages; the reference itself is Swagger UI's. Served from here: nothing is inline. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f27; --soft: #5c6675; --paper: #fff; --line: #d9dee6; --mark: #fff3bf; --link: #0b5fc1; --code: #f2f4f7; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --soft: #a3adbb; --paper: #1c2022; --line: #3a4148; --mark: #4a4216; --link: #7db7ff; --code: #272d33; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding: .9rem 20px; border-bottom: 1px solid var(--line); max-width: 1460px; margin: 0 auto; box-sizing: border-box; }
.top strong { font-size: 1.15rem; letter-spacing: .06em; }
.top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.top a { color: var(--link); text-decoration: none; }
.top a:hover { text-decoration: underline; }
.top a[aria-current] { color: inherit; font-weight: 600; }
.page { max-width: 52rem; margin: 0 auto; padding: 1rem 20px 4rem; }
.page a { color: var(--link); }
.page h1 { font-size: 1.7rem; }
.page h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
.page section { margin: 0 -.8rem; padding: .2rem .8rem; border-radius: 6px; }
.page section:target { background: var(--mark); }
.page h3 { margin: 1.1rem 0 .2rem; font-size: 1.05rem; }
.page h3 a { color: inherit; text-decoration: none; }
.page h3 a:hover { text-decoration: underline; }
.page h3 span { color: var(--soft); font-weight: 400; }
.page p { margin: .4rem 0; }
.page code, .page pre { font: .9em/1.45 ui-monospace, monospace; background: var(--code); border-radius: 4px; }
.page code { padding: .1em .3em; }
.page pre { padding: .7rem .9rem; overflow-x: auto; }
.page details { margin: .4rem 0; }
.page summary { cursor: pointer; color: var(--soft); }
.swagger-ui .info { margin: 24px 0 !important; }
`;
