import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELDS, FilterError, parseFilter, printFilter, type Filter, type FilterEntity } from './index.ts';
import { isListOperator, isUnaryOperator } from './operator.ts';
import { filterOf } from './filter.fixture.ts';

const ENTITIES = Object.keys(FIELDS) as FilterEntity[];

describe('OQL becomes conditions', () => {
  test.each<[string, FilterEntity, Filter]>([
    ['', 'traces', []],
    ['name = "chat"', 'traces', [{ field: 'name', operator: '=', value: 'chat' }]],
    [
      'type="llm"and duration>=15.5',
      'spans',
      [
        { field: 'type', operator: '=', value: 'llm' },
        { field: 'duration', operator: '>=', value: '15.5' },
      ],
    ],
    ['usage.total_tokens > 1000', 'traces', [{ field: 'usage', key: 'total_tokens', operator: '>', value: '1000' }]],
    [
      'metadata.a.b[0].c contains "x"',
      'traces',
      [{ field: 'metadata', key: 'a.b[0].c', operator: 'contains', value: 'x' }],
    ],
    [
      'feedback_scores."Answer ""Relevance""" < -1',
      'traces',
      [{ field: 'feedback_scores', key: 'Answer "Relevance"', operator: '<', value: '-1' }],
    ],
    [
      'feedback_scores.rating is_not_empty AND error_info is_empty',
      'traces',
      [
        { field: 'feedback_scores', key: 'rating', operator: 'is_not_empty' },
        { field: 'error_info', operator: 'is_empty' },
      ],
    ],
    [
      'environment in ("production", "staging") AND status = "active"',
      'threads',
      [
        { field: 'environment', operator: 'in', values: ['production', 'staging'] },
        { field: 'status', operator: '=', value: 'active' },
      ],
    ],
    ['input contains "50% of \\n"', 'traces', [{ field: 'input', operator: 'contains', value: '50% of \\n' }]],
    [
      'created_at >= "2024-01-01T00:00:00Z"',
      'prompts',
      [{ field: 'created_at', operator: '>=', value: '2024-01-01T00:00:00Z' }],
    ],
  ])('%s', (text, entity, filter) => {
    expect(parseFilter(text, entity)).toEqual(filter);
  });
});

describe('a syntax error has a position, and what is accepted there', () => {
  test.each<[text: string, position: number, words: string, accepted: string]>([
    ['nam = "x"', 0, 'traces have no field "nam"', 'name'],
    ['name', 4, 'expected an operator, found the end', 'contains'],
    ['name in ("x")', 5, 'name cannot be compared with "in"', 'starts_with'],
    ['name = chat', 7, 'texts stand in double quotes', '"a text"'],
    ['name = "chat', 7, 'not closed', '"'],
    ['name = "a" OR name = "b"', 11, 'OR is not supported', 'AND'],
    ['name = "a" name = "b"', 11, 'expected AND or the end', 'AND'],
    ['name = "a" AND', 14, 'expected a field, found the end', 'name'],
    ['name.first = "a"', 5, 'name takes no key', 'name'],
    ['usage > 5', 0, 'usage needs a key', 'usage.<key>'],
    ['metadata. = "a"', 9, 'expected a key of metadata', 'a key'],
    ['metadata > 1', 0, 'under a key only', 'metadata.<key>'],
    ['duration > "long"', 11, 'compared with a number, found "long"', 'a number'],
    ['duration > 5s', 11, 'expected a value for duration', 'a number'],
    ['start_time > "yesterday"', 13, 'a date in ISO 8601', '"2026-01-15T09:30:00Z"'],
    ['source = "cli"', 9, 'one of sdk, experiment', 'playground'],
    ['environment in "a"', 15, 'takes a list', '('],
    ['environment in ("a" "b")', 20, 'expected , or )', ','],
    ['environment in ()', 16, 'expected a value', '"a text"'],
    ['(name = "a")', 0, 'expected a field, found "(name"', 'name'],
  ])('%s', (text, position, words, accepted) => {
    const error = catchError(() => parseFilter(text, 'traces'));
    expect(error.message).toContain(words);
    expect(error).toMatchObject({ position });
    expect(error.accepted).toContain(accepted);
  });

  test('an error has the index of its condition', () => {
    expect(catchError(() => parseFilter('name = "a" AND duration > "b"', 'spans'))).toMatchObject({ index: 1 });
  });
});

test.each(ENTITIES)('a printed filter is parsed to the same filter (%s)', (entity) => {
  fc.assert(
    fc.property(filterOf(entity), (filter) => {
      expect(parseFilter(printFilter(filter), entity)).toEqual(filter);
    }),
    { numRuns: 2_000 },
  );
});

test('any text is parsed or refused with a position inside it', () => {
  const pieces = fc.constantFrom(
    'name',
    '=',
    '"',
    ' ',
    'AND',
    'in',
    '(',
    ')',
    ',',
    '.',
    'metadata',
    '-',
    '5',
    '\n',
    '\\',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (text) => {
        try {
          expect(Array.isArray(parseFilter(text, 'traces'))).toBe(true);
        } catch (error) {
          if (!(error instanceof FilterError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});

test('the parser accepts every operator of every field', () => {
  for (const entity of ENTITIES) {
    for (const { name, key, type, operators, values } of FIELDS[entity].values()) {
      for (const operator of operators) {
        const value = type === 'date' ? '"2026-01-15"' : values ? `"${values[0]}"` : '"1"';
        const rest = isUnaryOperator(operator) ? '' : isListOperator(operator) ? `(${value})` : value;
        const text = `${name}${key === 'none' ? '' : '.k'} ${operator} ${rest}`;
        expect(parseFilter(text, entity), text).toMatchObject([{ field: name, operator }]);
      }
    }
  }
});

function catchError(work: () => unknown): FilterError {
  try {
    work();
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
