import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELDS, FilterError, fromWire, toWire, type Filter, type FilterEntity } from './index.ts';
import { filterOf } from './filter.fixture.ts';

test("conditions are written as by Opik's clients", () => {
  const filter: Filter = [
    { field: 'usage', key: 'total_tokens', operator: '>', value: '15' },
    { field: 'metadata', key: 'a', operator: '=', value: 'x' },
    { field: 'environment', operator: 'in', values: ['a', 'b'] },
    { field: 'error_info', operator: 'is_empty' },
  ];
  expect(toWire(filter)).toEqual([
    { field: 'usage.total_tokens', operator: '>', value: '15' },
    { field: 'metadata', key: 'a', operator: '=', value: 'x' },
    { field: 'environment', operator: 'in', value: 'a,b' },
    { field: 'error_info', operator: 'is_empty', value: null },
  ]);
});

test('forms of other clients are read: an empty key, a value with is_empty, spaces in a list, a number', () => {
  expect(
    fromWire(
      [
        { field: 'name', key: '', operator: '=', value: 'x' },
        { field: 'tags', operator: 'is_empty', value: '' },
        { field: 'environment', operator: 'in', value: 'a, b' },
        { field: 'duration', operator: '>', value: 5 },
        { field: 'feedback_scores.ok', operator: 'is_empty', value: null },
      ],
      'traces',
    ),
  ).toEqual([
    { field: 'name', operator: '=', value: 'x' },
    { field: 'tags', operator: 'is_empty' },
    { field: 'environment', operator: 'in', values: ['a', 'b'] },
    { field: 'duration', operator: '>', value: '5' },
    { field: 'feedback_scores', key: 'ok', operator: 'is_empty' },
  ]);
});

test.each<[string, unknown, string]>([
  ['no array', { field: 'name' }, 'filters are a JSON array'],
  ['no object', ['name'], 'filter 0: expected an object'],
  ['a field that is not there', [{ field: 'x', operator: '=', value: '1' }], 'filter 0: traces have no field "x"'],
  ['no operator', [{ field: 'name', value: '1' }], 'filter 0: expected an operator'],
  ['another operator', [{ field: 'name', operator: 'like', value: '1' }], 'name cannot be compared with "like"'],
  ['no value', [{ field: 'name', operator: '=' }], 'filter 0: name = needs a value'],
  ['no number', [{ field: 'duration', operator: '=', value: 'x' }], 'compared with a number'],
  ['not finite', [{ field: 'duration', operator: '=', value: '1e999' }], 'compared with a number'],
  ['no key', [{ field: 'feedback_scores', operator: '>', value: '1' }], 'feedback_scores needs a key'],
  ['an empty list', [{ field: 'environment', operator: 'in', value: ' ,' }], 'in takes at least one value'],
])('%s is refused with its index', (_name, json, words) => {
  expect(() => fromWire(json, 'traces')).toThrow(words);
  expect(() => fromWire(json, 'traces')).toThrow(FilterError);
});

test.each(Object.keys(FIELDS) as FilterEntity[])('a written filter is read as the same filter (%s)', (entity) => {
  fc.assert(
    fc.property(filterOf(entity), (filter) => {
      expect(fromWire(JSON.parse(JSON.stringify(toWire(filter))), entity)).toEqual(filter);
    }),
    { numRuns: 1_000 },
  );
});
