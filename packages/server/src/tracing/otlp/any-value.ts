import type { Json } from '@vitrine/core/model';
import { z } from 'zod';
import { isRecord, wholeNumber } from './json-mapping.ts';

/** Maximum depth of nested values. Deeper ones are dropped; no real attribute has them. */
const MAX_DEPTH = 64;

type KeyValue = Record<string, unknown>;

/** Attributes of a message. Their values are read by {@link plainAttributes}. */
export const Attributes = z
  .array(
    z.custom<KeyValue>((item) => isRecord(item) && (item['key'] == null || typeof item['key'] === 'string'), {
      error: 'expected an attribute, { "key": "...", "value": { ... } }',
    }),
  )
  .default([]);

/** Converts attributes to plain values. An attribute without a name is left out. */
export function plainAttributes(attributes: readonly unknown[] = [], depth = 0): Record<string, Json> {
  const entries: [string, Json][] = [];
  for (const attribute of attributes) {
    if (!isRecord(attribute)) continue;
    const { key, value } = attribute;
    if (typeof key === 'string' && key !== '') entries.push([key, plainValue(value, depth)]);
  }
  return Object.fromEntries(entries);
}

function plainValue(value: unknown, depth: number): Json {
  if (!isRecord(value) || depth > MAX_DEPTH) return null;
  const text = value['stringValue'] ?? value['string_value'];
  if (typeof text === 'string') return text;
  const bool = value['boolValue'] ?? value['bool_value'];
  if (typeof bool === 'boolean') return bool;
  if (bool === 'true' || bool === 'false') return bool === 'true';
  const int = value['intValue'] ?? value['int_value'];
  if (isNumeric(int)) return integer(int);
  const double = value['doubleValue'] ?? value['double_value'];
  if (isNumeric(double)) return finite(double);
  const array = value['arrayValue'] ?? value['array_value'];
  if (isRecord(array)) return listOf(array['values']).map((item) => plainValue(item, depth + 1));
  const kvlist = value['kvlistValue'] ?? value['kvlist_value'];
  if (isRecord(kvlist)) return plainAttributes(listOf(kvlist['values']), depth + 1);
  const bytes = value['bytesValue'] ?? value['bytes_value'];
  if (bytes instanceof Uint8Array) return Buffer.from(bytes).toString('base64');
  return typeof bytes === 'string' ? bytes : null;
}

function isNumeric(value: unknown): value is string | number {
  return typeof value === 'number' || typeof value === 'string';
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns an integer as number if it is exact, otherwise as its digits. Other text is returned as it is. */
function integer(value: string | number): Json {
  const digits = wholeNumber(value) ?? String(value);
  const number = digits === '' ? NaN : Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}

/** Returns a double, or as text what JSON has no number for: `NaN`, `Infinity`, and what is beyond its range. */
function finite(value: string | number): Json {
  const number = value === '' ? NaN : Number(value);
  return Number.isFinite(number) ? number : String(value);
}
