const MOST_ATTEMPTS = 40;

/**
 * The JSON object or array in a chat model's answer, which may be wrapped in prose, a code fence, a thinking block
 * or quotes; the longest where there are several. Undefined where there is none. Shapes are checked by the answer's
 * schema, not here.
 */
export function readJsonAnswer(content: string): unknown | undefined {
  const text = content
    .replace(/^\uFEFF/u, '')
    .replace(/<think>[\s\S]*?<\/think>/gu, '')
    .trim();
  const whole = parsed(text);
  if (isContainer(whole)) return whole;
  // Some gateways encode the answer twice.
  if (typeof whole === 'string') return isContainer(parsed(whole)) ? parsed(whole) : undefined;

  let answer: unknown;
  let length = 0;
  let from = 0;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const offset = text.slice(from).search(/[[{]/u);
    if (offset < 0) break;
    const start = from + offset;
    const end = closingOf(text, start) ?? start;
    const candidate = parsed(text.slice(start, end + 1));
    from = isContainer(candidate) ? end + 1 : start + 1;
    if (isContainer(candidate) && end - start > length) {
      answer = candidate;
      length = end - start;
    }
  }
  return answer;
}

/** Index of the bracket that closes the one at `start`, brackets in strings not counted. */
function closingOf(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return undefined;
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is an answer here, not an error: the caller tries the next place, or asks the model again.
    return undefined;
  }
}
