import { newId } from '@vitrine/core/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceFields } from './fields.ts';
import { mergeCreate, mergePatch } from './merge.ts';
import { EMPTY_TRACE, type StoredTrace } from './stored-rows.ts';

const T1 = '2026-01-01T00:00:01.000Z';
const T2 = '2026-01-01T00:00:02.000Z';

function empty(): StoredTrace {
  const id = newId();
  const at = {
    start_time: T1,
    created_at: T1,
    created_by: 'a',
    last_updated_at: T1,
    last_updated_by: 'a',
    version: '0',
  };
  return { ...EMPTY_TRACE, ...at, workspace: 'w', project_id: 'p', id };
}

const create = (row: StoredTrace, write: object, at: string): StoredTrace => mergeCreate(row, traceFields(write), at);
const patch = (row: StoredTrace, write: object, tags: { add?: string[]; remove?: string[] } = {}): StoredTrace =>
  mergePatch(row, { fields: traceFields(write), tagsToAdd: tags.add ?? [], tagsToRemove: tags.remove ?? [] }, T2);

describe('merging', () => {
  test('a create never overwrites what a patch has set, in either order', () => {
    const patchFirst = create(patch(empty(), { output: 'patched' }), { output: 'created', name: 'n' }, T2);
    expect(patchFirst).toMatchObject({ output: '"patched"', name: 'n', has_base: 1 });
    const createFirst = patch(create(empty(), { output: 'created', name: 'n' }, T2), { output: 'patched' });
    expect(createFirst).toMatchObject({ output: '"patched"', name: 'n' });
    expect(create(createFirst, { output: 'again' }, '2026-01-02T00:00:00Z').output).toBe('"patched"');
  });

  test('a patch of what is not there yet waits for its create, which brings the start time', () => {
    const partial = patch(empty(), { output: 1 });
    expect(partial.has_base).toBe(0);
    const whole = create(partial, { start_time: '2025-12-31T00:00:00Z' }, '2025-12-31T00:00:00Z');
    expect(whole).toMatchObject({ has_base: 1, start_time: '2025-12-31T00:00:00Z', output: '1' });
  });

  test('of two creates the later one wins, and the older one fills what is absent', () => {
    const [early, late] = [
      { name: 'early', input: 1 },
      { name: 'late', output: 2 },
    ];
    const inOrder = create(create(empty(), early, T1), late, T2);
    const reversed = create(create(empty(), late, T2), early, T1);
    for (const row of [inOrder, reversed]) {
      expect(row).toMatchObject({ name: 'late', input: '1', output: '2', last_updated_at: T2 });
    }
  });

  test('what a create leaves out, or gives as null, overwrites nothing', () => {
    const row = create(
      create(empty(), { name: 'n', tags: ['a'], input: { x: 1 } }, T1),
      { name: null, input: null },
      T2,
    );
    expect(row).toMatchObject({ name: 'n', tags: ['a'], input: '{"x":1}' });
  });

  test('tags replace; tags_to_add and tags_to_remove edit', () => {
    const tagged = create(empty(), { tags: ['a', 'b'] }, T1);
    expect(patch(tagged, { tags: ['c'] }).tags).toEqual(['c']);
    expect(patch(tagged, {}, { add: ['c', 'a'], remove: ['b'] }).tags).toEqual(['a', 'c']);
  });

  test('a tombstone beats everything', () => {
    const gone: StoredTrace = { ...empty(), is_deleted: 1 };
    expect(create(gone, { name: 'n' }, T2)).toEqual(gone);
    expect(patch(gone, { name: 'n' })).toEqual(gone);
  });

  test('whatever the order and however often: creates of different times and patches of different fields give one row', () => {
    const field = fc.constantFrom('name', 'thread_id', 'environment');
    const write = fc.uniqueArray(
      fc.record({ at: fc.integer({ min: 1, max: 50 }), values: fc.dictionary(field, fc.string({ minLength: 1 })) }),
      { selector: (each) => each.at, minLength: 1, maxLength: 5 },
    );
    const patched = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(write, patched, fc.infiniteStream(fc.nat()), (creates, output, order) => {
        const steps = creates.map(
          (each) => (row: StoredTrace) => create(row, each.values, new Date(each.at * 1000).toISOString()),
        );
        if (output !== undefined) steps.push((row) => patch(row, { output }));
        const ids = empty();
        const run = (sequence: typeof steps): object => {
          const {
            name,
            thread_id,
            environment,
            output: out,
            has_base,
          } = sequence.reduce((row, step) => step(row), ids);
          return { name, thread_id, environment, out, has_base };
        };
        const shuffled = [...steps, ...steps.filter((_, index) => index % 2 === 0)]
          .map((step) => ({ step, key: order.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ step }) => step);
        expect(run(shuffled)).toEqual(run(steps));
      }),
    );
  });
});
