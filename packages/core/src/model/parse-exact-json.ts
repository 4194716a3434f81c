/** Maximum depth that is searched for large numbers. Deeper values are refused later. */
const MAX_DEPTH = 500;

/**
 * Parses JSON without changing a number, and also the forms that other languages write. `NaN`, `Infinity` and
 * `-Infinity`, which Python's encoder writes, become null. Integers beyond 2^53, such as the ids of some databases, and
 * numbers beyond the range of a double become strings as they were written, because JavaScript would change them. Other
 * text takes little more time than by `JSON.parse`.
 *
 * @throws {SyntaxError} as `JSON.parse` does
 * @example
 * parseExactJson('{"loss": NaN, "id": 1234567890123456789}'); // { loss: null, id: '1234567890123456789' }
 */
export function parseExactJson(text: string): unknown {
  const value = parseLiterals(text);
  return isExact(value, MAX_DEPTH) ? value : parseLiterals(outsideOfStrings(text, quotedNumbers));
}

/** Parses JSON as {@link parseExactJson} does, if it has no numbers that JavaScript changes. */
export function parseLiterals(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    try {
      return JSON.parse(outsideOfStrings(text, withoutLiterals));
    } catch {
      throw error;
    }
  }
}

/** Whether a value contains no number that JavaScript changes. It is called for every body. */
function isExact(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return !isBeyond(value);
  if (typeof value !== 'object' || value === null || levels === 0) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isExact(value[index], levels - 1)) return false;
    return true;
  }
  const fields = value as Record<string, unknown>;
  for (const key in fields) {
    const field = fields[key];
    // Most fields are strings, for which a call would only cost time.
    if (typeof field !== 'string' && !isExact(field, levels - 1)) return false;
  }
  return true;
}

function isBeyond(number: number): boolean {
  return Math.abs(number) > Number.MAX_SAFE_INTEGER && (Number.isInteger(number) || !Number.isFinite(number));
}

function withoutLiterals(json: string): string {
  return json.replaceAll(/(?<![\w.])(?:NaN|-?Infinity)(?![\w.])/g, 'null');
}

function quotedNumbers(json: string): string {
  return json.replaceAll(/(?<![\w.+-])-?\d[\d.eE+-]*(?![\w.])/g, (number) => {
    const value = Number(number);
    const isKept = Number.isFinite(value) && (Number.isSafeInteger(value) || !/^-?\d{16,}$/.test(number));
    return isKept ? number : `"${number}"`;
  });
}

/** Applies a change to the parts of JSON text that are outside of strings. */
function outsideOfStrings(text: string, change: (json: string) => string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    parts.push(change(text.slice(at, quote === -1 ? text.length : quote)));
    if (quote === -1) break;
    const end = endOfString(text, quote);
    parts.push(text.slice(quote, end));
    at = end;
  }
  return parts.join('');
}

/** Returns the index after the string that begins at a quote. */
function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; ;) {
    const next = text.indexOf('"', at);
    if (next === -1) return text.length;
    let backslashes = 0;
    while (text[next - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return next + 1;
    at = next + 1;
  }
}
