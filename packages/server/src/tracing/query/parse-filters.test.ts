import { expect, test } from 'vitest';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parseFilters } from './parse-filters.ts';

const NAME = { field: 'name', operator: '=', value: 'x' };

test('a filter is given as JSON, as JSON text, or as OQL', () => {
  const filter = [{ field: 'name', operator: '=', value: 'x' }];
  for (const given of [
    [NAME],
    JSON.stringify([NAME]),
    ' [{"field":"name","operator":"=","value":"x"}]',
    'name = "x"',
  ]) {
    expect(parseFilters('traces', given)).toEqual(filter);
  }
  for (const nothing of [undefined, null, '', []]) expect(parseFilters('traces', nothing)).toEqual([]);
});

test.each<[string, unknown, object]>([
  ['a condition', [NAME, { ...NAME, field: 'x' }], { details: { errors: [{ index: 1, path: 'filters' }] } }],
  ['a character', 'name = "x" AND y = 1', { message: expect.stringContaining('at position 15') }],
  [
    'too many conditions',
    Array.from({ length: 101 }, () => NAME),
    { message: expect.stringContaining('at most 100 conditions') },
  ],
  ['too long values', [{ ...NAME, value: 'x'.repeat(5_001) }], { message: expect.stringContaining('5000 characters') }],
  [
    'too many conditions on JSON',
    Array.from({ length: 51 }, () => ({ ...NAME, field: 'metadata', key: 'a' })),
    { message: expect.stringContaining('at most 50 conditions on keys of JSON fields') },
  ],
  [
    'too many keys in JSON paths',
    [{ ...NAME, field: 'metadata', key: 'a.'.repeat(200) + 'a' }],
    { message: expect.stringContaining('at most 200 keys, found 201') },
  ],
  ['another form', 5, { message: expect.stringContaining('filters are a JSON array') }],
])('a filter that is not accepted is refused as malformed: %s', (_what, given, error) => {
  let thrown: unknown;
  try {
    parseFilters('traces', given);
  } catch (caught) {
    thrown = caught;
  }
  expect(thrown).toBeInstanceOf(VitrineError);
  expect(thrown).toMatchObject({ code: 'malformed', ...error });
});
