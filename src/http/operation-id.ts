/** What a method does to a collection and to one thing of it. */
const VERBS: Readonly<Record<string, { readonly many: string; readonly one: string }>> = {
  get: { many: 'list', one: 'get' },
  post: { many: 'create', one: '' },
  put: { many: 'put', one: 'put' },
  patch: { many: 'update', one: 'update' },
  delete: { many: 'delete', one: 'delete' },
};

/** Words of an address that name one thing although they stand alone. */
const SINGLE = ['health', 'ready', 'song', 'lyrics', 'transcript', 'prompt', 'look', 'poster', 'usage'];
/** Words that say what is done, so that the thing before them is its object. */
const ACTS = /^(cancel|retry|complete|presign|download|preview)$/;
/** A verb with its object: `generate-images`. */
const DEED = /^(analyze|generate|assemble)-/;

/**
 * The `operationId` of a route: made from method and address, which are the contract, so that it changes with nothing
 * else; a route whose name comes out odd says its own. `get /api/projects/{projectId}/images` is `listImages`, `post …/jobs/{jobId}/cancel` is `cancelJob`.
 */
export function operationIdOf(method: string, path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'api');
  const isId = (part: string | undefined) => part?.startsWith('{') === true;
  const words = parts.filter((part) => !isId(part));
  const last = words.at(-1) ?? '';
  const parent = words.at(-2) ?? '';
  const onOne = isId(parts.at(-1)) || SINGLE.includes(last);
  if (ACTS.test(last)) return camel(last, singular(parent));
  // A thing within one of the project's own things is named after both.
  const owner = isId(parts.at(-2)) && words.length > 2 ? singular(parent) : '';
  if (onOne) return camel(VERBS[method]?.one ?? method, owner, singular(last));
  if (method === 'post') {
    const isVerb = DEED.test(last) || !last.endsWith('s');
    return isVerb ? camel(last, owner) : camel('create', owner, singular(last));
  }
  return camel(VERBS[method]?.many ?? method, owner, last);
}

function singular(word: string): string {
  if (SINGLE.includes(word)) return word;
  return word.replace(/ies$/, 'y').replace(/s$/, '');
}

function camel(...words: readonly string[]): string {
  const [first = '', ...rest] = words.flatMap((word) => word.split('-')).filter((word) => word !== '');
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
