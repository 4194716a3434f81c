import { compareText, containsText } from './compare-texts.ts';
import type { Comparison } from './comparison.ts';
import { jsonValues } from './json-values.ts';

/**
 * Compares the values at a JSON path: a text without its quotes, any other value as JSON. `>` and `<` compare numbers.
 * Without a key, the whole JSON text is compared.
 */
export function compareJson(comparison: Comparison): string {
  const { column, condition, parameters } = comparison;
  const { key, operator } = condition;
  if (key === undefined) return compareText(comparison);
  const value =
    operator === '>' || operator === '<'
      ? parameters.add('Float64', 'value' in condition ? Number(condition.value) : Number.NaN)
      : parameters.add('String', 'value' in condition ? condition.value : '');
  return `arrayExists(raw -> ${compareRaw('raw', operator, value)}, ${jsonValues(column.sql, key, parameters)})`;
}

function compareRaw(raw: string, operator: string, value: string): string {
  const text = `if(startsWith(${raw}, '"'), JSONExtractString(${raw}), ${raw})`;
  if (operator === '>' || operator === '<') {
    const number = `toFloat64OrNull(${text})`;
    return `(isFinite(${number}) AND ${number} ${operator} ${value})`;
  }
  const matches = operator === '=' ? `lowerUTF8(${text}) = lowerUTF8(${value})` : containsText(text, value);
  return `(${raw} != '' AND ${matches})`;
}
