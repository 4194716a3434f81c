import type { Condition, Filter } from './condition.ts';
import { PLAIN_KEY, PLAIN_NUMBER } from './parse-filter.ts';

const IS_PLAIN_KEY = new RegExp(`^${PLAIN_KEY}$`, 'u');
const IS_PLAIN_NUMBER = new RegExp(`^${PLAIN_NUMBER}$`);

/**
 * Prints a filter as OQL. `parseFilter` parses it into the same filter.
 *
 * @example
 * printFilter([{ field: 'metadata', key: 'model', operator: '=', value: 'gpt-4o' }]); // 'metadata.model = "gpt-4o"'
 */
export function printFilter(filter: Filter): string {
  return filter.map(printCondition).join(' AND ');
}

function printCondition(condition: Condition): string {
  const { field, key, operator } = condition;
  const subject = key === undefined ? field : `${field}.${IS_PLAIN_KEY.test(key) ? key : quote(key)}`;
  if ('values' in condition) return `${subject} ${operator} (${condition.values.map(quote).join(', ')})`;
  if (!('value' in condition)) return `${subject} ${operator}`;
  const { value } = condition;
  return `${subject} ${operator} ${IS_PLAIN_NUMBER.test(value) ? value : quote(value)}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
