/** What is nested deeper is refused later on; it is not gone through here. */
const MAX_DEPTH = 500;

/**
 * Parses JSON, also as other languages write it: `NaN`, `Infinity` and `-Infinity`, as of Python's encoder, become null,
 * which is what JSON has for them; integers that JavaScript would change (beyond 2^53, such as the ids of some databases)
 * become texts of their digits. Other text costs little more than `JSON.parse`.
 *
 * @throws {SyntaxError} that of `JSON.parse`
 * @example
 * parseJson('{"loss": NaN, "id": 1234567890123456789}'); // { loss: null, id: '1234567890123456789' }
 */
export function parseJson(text: string): unknown {
  const value = parseLiterals(text);
  return isExact(value, MAX_DEPTH) ? value : parseLiterals(outsideOfStrings(text, quotedIntegers));
}

function parseLiterals(text: string): unknown {
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

/** Whether no number in a value is an integer beyond those that JavaScript tells apart. It goes through every body. */
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
    // Most fields are texts: they are not worth a call.
    if (typeof field !== 'string' && !isExact(field, levels - 1)) return false;
  }
  return true;
}

function isBeyond(number: number): boolean {
  return Math.abs(number) > Number.MAX_SAFE_INTEGER && Number.isInteger(number);
}

function withoutLiterals(json: string): string {
  return json.replaceAll(/(?<![\w.])(?:NaN|-?Infinity)(?![\w.])/g, 'null');
}

function quotedIntegers(json: string): string {
  return json.replaceAll(/(?<![\w.+-])-?\d{16,}(?![\w.])/g, (digits) =>
    Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`,
  );
}

/** JSON text with what stands outside of its strings changed. */
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
