import {
  FIELDS,
  FilterError,
  fromWire,
  parseFilter,
  type Field,
  type Filter,
  type FilterEntity,
} from '@vitrine/core/filter';
import { VitrineError, type Fault } from '../../platform/errors/vitrine-error.ts';
import { jsonPath } from './json-path.ts';

/** Maximum number of conditions in a filter. */
const MAX_CONDITIONS = 100;
/** Maximum number of conditions on values in JSON, which are parsed for every row. */
const MAX_JSON_CONDITIONS = 50;
/** Maximum number of keys and indexes in all JSON paths of a filter. Each becomes a parameter. */
const MAX_JSON_STEPS = 200;
/** Maximum number of characters in all values and keys of a filter: ClickHouse receives them in a URL. */
const MAX_CHARACTERS = 5_000;
/** Maximum number of characters in the text of a filter. */
const MAX_TEXT = 100_000;

/**
 * Parses the filter of a request: a JSON array in a body, or the text of a query's `filters`, which may also be OQL.
 *
 * @param fields the fields that it may name; by default all of the entity
 * @throws {VitrineError} `malformed` with the position and what is accepted there
 * @example
 * parseFilters('traces', '[{"field":"name","operator":"=","value":"chat"}]');
 * parseFilters('traces', 'name = "chat"');
 */
export function parseFilters(
  entity: FilterEntity,
  given: unknown,
  fields: ReadonlyMap<string, Field> = FIELDS[entity],
): Filter {
  if (given === undefined || given === null || given === '') return [];
  try {
    if (typeof given === 'string' && given.length > MAX_TEXT) {
      throw new FilterError(`a filter has at most ${MAX_TEXT} characters`);
    }
    const filter =
      typeof given === 'string' && !/^\s*[[{]/.test(given)
        ? parseFilter(given, entity, fields)
        : fromWire(jsonOf(given), entity, fields);
    if (filter.length > MAX_CONDITIONS) throw new FilterError(`a filter has at most ${MAX_CONDITIONS} conditions`);
    const paths = pathsOf(filter, entity);
    if (paths.length > MAX_JSON_CONDITIONS) {
      throw new FilterError(`a filter has at most ${MAX_JSON_CONDITIONS} conditions on keys of JSON fields`);
    }
    const steps = paths.reduce((sum, path) => sum + jsonPath(path).length, 0);
    if (steps > MAX_JSON_STEPS) {
      throw new FilterError(`the JSON paths of a filter have at most ${MAX_JSON_STEPS} keys, found ${steps}`);
    }
    if (lengthOf(filter) > MAX_CHARACTERS) {
      throw new FilterError(`the values of a filter have at most ${MAX_CHARACTERS} characters`);
    }
    return filter;
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { index, message } = error;
    throw filterFault({ path: 'filters', message, ...(index !== undefined && { index }) });
  }
}

/** Returns the error of a filter that is not accepted. */
export function filterFault(fault: Fault): VitrineError {
  return new VitrineError('malformed', `the filter is not accepted: ${fault.message}`, { errors: [fault] });
}

function jsonOf(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new FilterError(`filters is not valid JSON: ${(error as Error).message}`);
  }
}

/** Returns the JSON paths of a filter. */
function pathsOf(filter: Filter, entity: FilterEntity): string[] {
  return filter.flatMap(({ field, key }) =>
    key !== undefined && FIELDS[entity].get(field)?.type === 'dictionary' ? [key] : [],
  );
}

function lengthOf(filter: Filter): number {
  const texts = filter.flatMap((condition) => [
    condition.key ?? '',
    ...('values' in condition ? condition.values : 'value' in condition ? [condition.value] : []),
  ]);
  return texts.reduce((sum, text) => sum + text.length, 0);
}
