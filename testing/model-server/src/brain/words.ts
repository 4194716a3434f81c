/** Returns the order numbers in a text: four to six digits that are not part of a date or an amount. */
export function orderNumbers(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![\d.,$€£-])#?(\d{4,6})(?![\d%]|[.,-]\d)/g)].map((match) => match[1]!))];
}

/** Returns the numbers in a text, in order. */
export function numbers(text: string): number[] {
  return [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0]));
}

/** Returns the places that a question names: "in Paris and New York", "for Rome". */
export function places(text: string): string[] {
  const named = /\b(?:in|for|at|of)\s+((?:[A-Z][\p{L}'-]+(?:\s+[A-Z][\p{L}'-]+)*(?:\s*(?:,|and|or)\s*)?)+)/u.exec(text);
  return named === null ? [] : named[1]!.split(/\s*(?:,|\band\b|\bor\b)\s*/).filter((place) => place !== '');
}

/** Returns the words of a text in lower case, without stop words and plural endings. */
export function words(text: string): string[] {
  const spaced = text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return (spaced.match(/\p{L}{3,}/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => word.replace(/s$/, ''));
}

const STOP_WORDS = new Set(
  'the and for you your are was were can could would will what whats with from this that have has how why who when where please about not but our out get tool function given returns return current'.split(
    ' ',
  ),
);

/** Formats a value as text: an object as JSON, undefined and null as the empty string. */
export function plain(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Formats a day as `Tuesday, November 24`. Returns text that is not a date unchanged. */
export function dayName(value: unknown): string {
  const text = plain(value);
  const date = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(date.getTime())) return text;
  return date.toLocaleDateString('en-US', { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' });
}

/** Formats an amount as `$24.90`. */
export function money(amount: unknown, currency: unknown): string {
  const code = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'USD';
  return Number(amount ?? 0).toLocaleString('en-US', { style: 'currency', currency: code });
}
