import { FilterError, fromWire, parseFilter, type Filter, type FilterEntity } from '@vitrine/core/filter';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';

/** A filter has at most so many conditions. */
const MAX_CONDITIONS = 100;
/** And so many characters in all of its values and keys: they go to ClickHouse in a URL. */
const MAX_CHARACTERS = 5_000;
/** As text it has at most so many. */
const MAX_TEXT = 100_000;

/**
 * The filter of a request: a JSON array in a body, or as the text of a query's `filters`, where it may also be OQL.
 *
 * @throws {VitrineError} `malformed` if it is not accepted: which condition or which character, and what would be accepted there
 * @example
 * parseFilters('traces', '[{"field":"name","operator":"=","value":"chat"}]');
 * parseFilters('traces', 'name = "chat"');
 */
export function parseFilters(entity: FilterEntity, given: unknown): Filter {
  if (given === undefined || given === null || given === '') return [];
  try {
    if (typeof given === 'string' && given.length > MAX_TEXT) {
      throw new FilterError(`a filter has at most ${MAX_TEXT} characters`);
    }
    const filter =
      typeof given === 'string' && !/^\s*[[{]/.test(given)
        ? parseFilter(given, entity)
        : fromWire(jsonOf(given), entity);
    if (filter.length > MAX_CONDITIONS) throw new FilterError(`a filter has at most ${MAX_CONDITIONS} conditions`);
    if (lengthOf(filter) > MAX_CHARACTERS) {
      throw new FilterError(`the values of a filter have at most ${MAX_CHARACTERS} characters`);
    }
    return filter;
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { index, message } = error;
    const fault = { path: 'filters', message, ...(index !== undefined && { index }) };
    throw new VitrineError('malformed', `the filter is not accepted: ${message}`, { errors: [fault] });
  }
}

function jsonOf(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new FilterError(`filters is not valid JSON: ${(error as Error).message}`);
  }
}

function lengthOf(filter: Filter): number {
  const texts = filter.flatMap((condition) => [
    condition.key ?? '',
    ...('values' in condition ? condition.values : 'value' in condition ? [condition.value] : []),
  ]);
  return texts.reduce((sum, text) => sum + text.length, 0);
}
