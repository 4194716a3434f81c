import { conditionFault, findField, operatorFault } from './check-condition.ts';
import type { Condition, Filter } from './condition.ts';
import { FIELDS, type Field, type FilterEntity } from './fields.ts';
import { FilterError } from './filter-error.ts';
import { isListOperator, isUnaryOperator, type Operator } from './operator.ts';

/** A condition on the wire. */
export interface WireCondition {
  /** Name of the field. A count of usage is one name: `usage.total_tokens`. */
  field: string;
  operator: Operator;
  key?: string;
  /**
   * Text, or null if the operator takes no value. A list is a text with commas, unless a value contains a comma; such a
   * list is an array, which only Vitrine accepts.
   */
  value: string | readonly string[] | null;
}

/**
 * Converts a filter to JSON, which Opik's servers accept too.
 *
 * @example
 * toWire([{ field: 'usage', key: 'total_tokens', operator: '>', value: '15' }]);
 * // [{ field: 'usage.total_tokens', operator: '>', value: '15' }]
 */
export function toWire(filter: Filter): WireCondition[] {
  return filter.map((condition) => {
    const { field, key, operator } = condition;
    const subject = key === undefined ? { field } : field === 'usage' ? { field: `usage.${key}` } : { field, key };
    return { ...subject, operator, value: wireValue(condition) };
  });
}

function wireValue(condition: Condition): WireCondition['value'] {
  if ('value' in condition) return condition.value;
  if (!('values' in condition)) return null;
  const joined = condition.values.join(',');
  const read = splitList(joined);
  const isSame = read.length === condition.values.length && read.every((value, at) => value === condition.values[at]);
  return isSame ? joined : condition.values;
}

/**
 * Reads a filter from JSON.
 *
 * @param fields the fields that it may name; by default all of the entity
 * @throws {FilterError} with the index of the invalid condition, and what is accepted
 * @example
 * fromWire([{ field: 'metadata', key: 'model', operator: '=', value: 'gpt-4o' }], 'traces');
 */
export function fromWire(
  json: unknown,
  entity: FilterEntity,
  fields: ReadonlyMap<string, Field> = FIELDS[entity],
): Filter {
  if (!Array.isArray(json)) {
    throw new FilterError('filters are a JSON array such as [{"field":"name","operator":"=","value":"chat"}]');
  }
  return json.map((item: unknown, index) => readCondition(item, { entity, fields }, index));
}

function readCondition(
  item: unknown,
  { entity, fields }: { entity: FilterEntity; fields: ReadonlyMap<string, Field> },
  index: number,
): Condition {
  const error = (message: string, accepted: readonly string[] = []): FilterError =>
    new FilterError(`filter ${index}: ${message}`, { index, accepted });
  if (typeof item !== 'object' || item === null) throw error('expected an object with field, operator and value');
  const { field: path, operator, key: givenKey, value } = item as Record<string, unknown>;
  if (typeof path !== 'string') throw error('expected a field, as text');
  if (typeof operator !== 'string') throw error('expected an operator, as text');
  // Some clients send an empty key with every field.
  if (typeof givenKey !== 'string' && givenKey !== undefined && givenKey !== null) {
    throw error('expected a key, as text');
  }
  const { field: name, key } = splitPath(path, givenKey || undefined);
  const field = findField(entity, name, fields);
  if ('part' in field) throw error(field.message, field.accepted);
  const wrongOperator = operatorFault(field, operator);
  if (wrongOperator) throw error(wrongOperator.message, wrongOperator.accepted);
  const subject = { field: name, ...(key !== undefined && { key }) };
  const condition = withValue(subject, operator as Operator, value);
  if (!condition) throw error(`${name} ${operator} needs a value, as text`, ['a text']);
  const fault = conditionFault(entity, condition, fields);
  if (fault) throw error(fault.message, fault.accepted);
  return condition;
}

/** Splits `usage.total_tokens` or `metadata.a` into a field and its key. */
function splitPath(path: string, key: string | undefined): { field: string; key: string | undefined } {
  const dot = path.indexOf('.');
  if (key !== undefined || dot === -1) return { field: path, key };
  return { field: path.slice(0, dot), key: path.slice(dot + 1) || undefined };
}

function withValue(
  subject: { field: string; key?: string },
  operator: Operator,
  value: unknown,
): Condition | undefined {
  if (isUnaryOperator(operator)) return { ...subject, operator };
  if (isListOperator(operator)) {
    if (Array.isArray(value))
      return value.every(isPlain) ? { ...subject, operator, values: value.map(String) } : undefined;
    return typeof value === 'string' ? { ...subject, operator, values: splitList(value) } : undefined;
  }
  return isPlain(value) ? { ...subject, operator, value: String(value) } : undefined;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
