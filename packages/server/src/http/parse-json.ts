/**
 * Parses JSON, also as Python's encoder writes it: `NaN`, `Infinity` and `-Infinity` become null, which is what JSON has
 * for them. Text that is JSON costs nothing more than `JSON.parse`.
 *
 * @throws {SyntaxError} that of `JSON.parse`
 * @example
 * parseJson('{"loss": NaN}'); // { loss: null }
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const plain = withoutLiterals(text);
    if (plain === undefined) throw error;
    try {
      return JSON.parse(plain);
    } catch {
      throw error;
    }
  }
}

const LITERAL = /(?<![\w.])(?:NaN|-?Infinity)(?![\w.])/g;

/** The text with null for each of the literals that stands outside of strings; nothing where there is none. */
function withoutLiterals(text: string): string | undefined {
  if (!/NaN|Infinity/.test(text)) return undefined;
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote === -1 ? text.length : quote);
    parts.push(outside.replace(LITERAL, 'null'));
    if (quote === -1) break;
    const end = endOfString(text, quote);
    parts.push(text.slice(quote, end));
    at = end;
  }
  return parts.join('');
}

/** Where the string that begins at a quote has ended. */
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
