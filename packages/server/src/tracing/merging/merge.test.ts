import { newId } from '@vitrine/core/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfTrace } from './fields.ts';
import { mergeCreate, mergePatch } from './merge.ts';
import { rowWrites } from './row-writes.ts';
import { applyWrite, draftOf } from './write.ts';
import { EMPTY_TRACE, type StoredTrace } from '../../storage/tables/rows.ts';

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

const create = (row: StoredTrace, write: object, at: string): StoredTrace => {
  const draft = draftOf(row);
  mergeCreate(draft, columnsOfTrace(write), at);
  return draft;
};
let commits = 0;
const patch = (
  row: StoredTrace,
  write: object,
  tags: { add?: string[]; remove?: string[] } = {},
  version = String(++commits),
): StoredTrace => {
  const draft = draftOf(row);
  const edits = { tagsToAdd: tags.add ?? [], tagsToRemove: tags.remove ?? [] };
  mergePatch(draft, { fields: columnsOfTrace(write), ...edits }, T2, version);
  return draft;
};

describe('merging', () => {
  test('a create without a name keeps the stored name, in either order', () => {
    const said = ['b', 'c', ''].map((name, index) => ({ name, at: new Date((index + 1) * 1_000).toISOString() }));
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const row = order.reduce(
        (before, index) => create(before, { name: said.at(index)!.name }, said.at(index)!.at),
        empty(),
      );
      expect(row.name).toBe('c');
    }
  });

  test('tags that were all removed stay removed when a row is made again from its writes', () => {
    const row = patch(patch(patch(empty(), {}, { add: ['p'] }), { tags: ['q'] }), {}, { remove: ['q'] });
    expect(row.tags).toEqual([]);
    const again = rowWrites(row).reduce<StoredTrace | undefined>(
      (before, write, index) => applyWrite('traces', before, write, String(1_000 + index)),
      undefined,
    );
    expect(again?.tags).toEqual([]);
  });

  test('a tag that one patch adds and removes is removed, whatever was there before', () => {
    const both = { add: ['x', 'y'], remove: ['x'] };
    const [none, created, added] = [
      patch(empty(), {}, both),
      patch(create(empty(), { tags: ['x', 'z'] }, T1), {}, both),
      patch(patch(empty(), {}, { add: ['x'] }), {}, both),
    ];
    expect(none.tags).toEqual(['y']);
    expect(created.tags).toEqual(['z', 'y']);
    expect(added.tags).toEqual(['y']);
    for (const row of [none, created, added]) {
      const again = rowWrites(row).reduce<StoredTrace | undefined>(
        (before, write, index) => applyWrite('traces', before, write, String(2_000 + index)),
        undefined,
      );
      expect(again?.tags.toSorted()).toEqual(row.tags.toSorted());
    }
  });

  test('a create never overwrites what a patch has set, in either order', () => {
    const patchFirst = create(patch(empty(), { output: 'patched' }), { output: 'created', name: 'n' }, T2);
    expect(patchFirst).toMatchObject({ output: '"patched"', name: 'n', has_base: 1 });
    const createFirst = patch(create(empty(), { output: 'created', name: 'n' }, T2), { output: 'patched' });
    expect(createFirst).toMatchObject({ output: '"patched"', name: 'n' });
    expect(create(createFirst, { output: 'again' }, '2026-01-02T00:00:00Z').output).toBe('"patched"');
  });

  test('a patch of an unknown trace waits for its create, which sets the start time', () => {
    const partial = patch(empty(), { output: 1 });
    expect(partial.has_base).toBe(0);
    const whole = create(partial, { start_time: '2025-12-31T00:00:00Z' }, '2025-12-31T00:00:00Z');
    expect(whole).toMatchObject({ has_base: 1, start_time: '2025-12-31T00:00:00Z', output: '1' });
  });

  test('of two creates, the later one wins, and the older one fills absent fields', () => {
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

  test('fields that a create omits, or sets to null, overwrite nothing', () => {
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

  test('of an addition and a removal of one tag, the later one counts in either order', () => {
    const [add, remove] = [['x'], ['x']];
    const row = create(empty(), { tags: ['a', 'x'] }, T1);
    const removedLast = [
      patch(patch(row, {}, { add }, '1'), {}, { remove }, '2'),
      patch(patch(row, {}, { remove }, '2'), {}, { add }, '1'),
    ];
    for (const { tags } of removedLast) expect(tags).toEqual(['a']);
    const addedLast = patch(patch(row, {}, { add }, '2'), {}, { remove }, '1');
    expect(addedLast.tags).toEqual(['a', 'x']);
    const replaced = patch(patch(row, { tags: ['b'] }, {}, '5'), {}, { add }, '4');
    expect(replaced.tags).toEqual(['b']);
  });

  test('creates, patches and edits of tags make one row in any order and with repetitions', () => {
    const values = fc.dictionary(
      fc.constantFrom('name', 'thread_id', 'environment', 'output'),
      fc.string({ minLength: 1 }),
    );
    const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 });
    const create_ = fc.record({
      kind: fc.constant('create' as const),
      values,
      tags: fc.option(tags, { nil: undefined }),
    });
    const patch_ = fc.record({
      kind: fc.constant('patch' as const),
      values,
      tags: fc.option(tags, { nil: undefined }),
      add: tags,
      remove: tags,
    });
    const writes = fc.array(fc.oneof(create_, patch_), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(writes, fc.infiniteStream(fc.nat()), (all, order) => {
        // Each write has its own time: the update time of a create, the version of a patch.
        const steps = all.map((write, index) => {
          const said = { ...write.values, ...(write.tags && { tags: write.tags }) };
          return write.kind === 'create'
            ? (row: StoredTrace) => create(row, said, new Date((index + 1) * 1000).toISOString())
            : (row: StoredTrace) => patch(row, said, { add: write.add, remove: write.remove }, String(index + 1));
        });
        const base = empty();
        const run = (sequence: typeof steps): object => {
          const row = sequence.reduce((before, step) => step(before), base);
          const { name, thread_id, environment, output, has_base, patched } = row;
          return { name, thread_id, environment, output, has_base, patched, tags: row.tags.toSorted() };
        };
        const again = [...steps, ...steps.filter((_, index) => index % 2 === 0)];
        const shuffled = again
          .map((step) => ({ step, key: order.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ step }) => step);
        expect(run(shuffled)).toEqual(run(steps));
      }),
      { numRuns: 1_000 },
    );
  });
});
