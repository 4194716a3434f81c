import type { Comparison } from './comparison.ts';

/** Whether a text contains another one, ignoring case. */
export function containsText(sql: string, part: string): string {
  return `positionCaseInsensitiveUTF8(${sql}, ${part}) > 0`;
}

/** Compares short texts, such as names and ids, ignoring case. */
export function compareString({ column, condition, parameters }: Comparison): string {
  const { sql, isLower } = column;
  const given = 'value' in condition ? condition.value : '';
  // The value is lower-cased like the column. For ids JavaScript does this, so that an index can be used.
  const value = parameters.add('String', isLower ? given.toLowerCase() : given);
  const [own, other] = isLower ? [sql, value] : [`lowerUTF8(${sql})`, `lowerUTF8(${value})`];
  switch (condition.operator) {
    case 'contains':
      return containsText(sql, value);
    case 'not_contains':
      return `NOT ${containsText(sql, value)}`;
    case 'starts_with':
      return `startsWith(${own}, ${other})`;
    case 'ends_with':
      return `endsWith(${own}, ${other})`;
    default:
      return `${own} ${condition.operator} ${other}`;
  }
}

/** Compares bodies, which are JSON texts. The value may be plain text, or text as it stands in JSON. */
export function compareText({ column: { sql }, condition, parameters }: Comparison): string {
  const given = 'value' in condition ? condition.value : '';
  if (condition.operator === '=') {
    const forms = parameters.add('Array(String)', [...new Set([given, JSON.stringify(given), minimal(given)])]);
    return `lowerUTF8(${sql}) IN arrayMap(form -> lowerUTF8(form), ${forms})`;
  }
  const forms = [...new Set([given, JSON.stringify(given).slice(1, -1)])];
  const found = forms.map((form) => containsText(sql, parameters.add('String', form))).join(' OR ');
  return condition.operator === 'contains' ? `(${found})` : `NOT (${found})`;
}

/** Removes insignificant spaces from a JSON text, as it is stored; returns any other text unchanged. */
function minimal(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Compares lists of texts, such as tags. */
export function compareList({ column: { sql }, condition, parameters }: Comparison): string {
  const { operator } = condition;
  if (operator === 'is_empty') return `empty(${sql})`;
  if (operator === 'is_not_empty') return `notEmpty(${sql})`;
  const value = parameters.add('String', 'value' in condition ? condition.value : '');
  const found =
    operator === '=' || operator === '!='
      ? `has(${sql}, ${value})`
      : `arrayExists(element -> ${containsText('element', value)}, ${sql})`;
  return operator === '=' || operator === 'contains' ? found : `NOT ${found}`;
}

/** Operators that compare a part of a value, ignoring case. */
const PARTIAL: ReadonlySet<string> = new Set(['contains', 'not_contains', 'starts_with', 'ends_with']);

/** Compares one of few values exactly. */
export function compareEnum(comparison: Comparison): string {
  const { column, condition, parameters } = comparison;
  if ('values' in condition) {
    const values = parameters.add('Array(String)', condition.values);
    return `${condition.operator === 'in' ? '' : 'NOT '}has(${values}, ${column.sql})`;
  }
  const { operator } = condition;
  if (PARTIAL.has(operator)) return compareString(comparison);
  return `${column.sql} ${operator} ${parameters.add('String', 'value' in condition ? condition.value : '')}`;
}
