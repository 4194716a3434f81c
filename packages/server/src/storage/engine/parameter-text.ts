import { TupleParam } from '@clickhouse/client';

/** Escape sequences of ClickHouse. */
const ESCAPES: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', "'": "\\'", '\\': '\\\\' };

/**
 * Formats a value of a parameter `{name:Type}` for ClickHouse's HTTP interface. `@clickhouse/client` 1.23.1 does the
 * same in `formatQueryParams`, which it does not export.
 *
 * @throws {TypeError} if the value is not a text, number, boolean, null, undefined, or a list or `TupleParam` of these
 * @see https://clickhouse.com/docs/interfaces/http#cli-queries-with-parameters
 */
export function parameterText(value: unknown): string {
  return typeof value === 'string' ? escaped(value) : literal(value, '\\N');
}

function literal(value: unknown, nothing = 'NULL'): string {
  switch (typeof value) {
    case 'string':
      return `'${escaped(value)}'`;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value === null || value === undefined) return nothing;
      if (Array.isArray(value)) return `[${literals(value)}]`;
      if (value instanceof TupleParam) return `(${literals(value.values)})`;
      throw new TypeError('expected a text, a number, a boolean, or a list or tuple of these as a parameter');
  }
}

function literals(values: readonly unknown[]): string {
  return values.map((each) => literal(each)).join(',');
}

function escaped(text: string): string {
  return text.replaceAll(/[\t\n\r'\\]/g, (char) => ESCAPES[char] ?? char);
}
