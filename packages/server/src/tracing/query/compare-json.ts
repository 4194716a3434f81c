import { compareText, containsText } from './compare-texts.ts';
import type { Comparison } from './comparison.ts';
import { jsonPath, type JsonStep } from './json-path.ts';
import type { Parameters } from './parameters.ts';

/**
 * Compares the value at a JSON path: a text without its quotes, any other value as JSON. `>` and `<` compare numbers. A
 * path of several steps may also be one key that contains dots. Without a key, the whole JSON text is compared.
 */
export function compareJson(comparison: Comparison): string {
  const { column, condition, parameters } = comparison;
  const { key, operator } = condition;
  if (key === undefined) return compareText(comparison);
  const path = jsonPath(key);
  const value =
    operator === '>' || operator === '<'
      ? parameters.add('Float64', 'value' in condition ? Number(condition.value) : Number.NaN)
      : parameters.add('String', 'value' in condition ? condition.value : '');
  const paths = path.length > 1 ? [path, [key]] : [path];
  const found = paths.map((steps) => compareRaw(rawAt(column.sql, steps, parameters), operator, value));
  return `(${found.join(' OR ')})`;
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

/** Returns the JSON text at a path; empty if there is none. */
function rawAt(sql: string, steps: readonly JsonStep[], parameters: Parameters): string {
  // ClickHouse counts array elements from 1.
  const into = steps.map((step) =>
    typeof step === 'number' ? parameters.add('Int64', step + 1) : parameters.add('String', step),
  );
  return `JSONExtractRaw(${[sql, ...into].join(', ')})`;
}
