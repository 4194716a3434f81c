import { expect, test } from 'vitest';
import { writtenColumns } from '../../storage/tables/column.ts';
import { BlockEncoder } from '../../storage/encoding/native-block.ts';
import { EMPTY_SPAN, SPAN_COLUMNS, type StoredSpan } from '../../storage/tables/rows.ts';
import { WriteGroup, type QueuedWrite } from './write-group.ts';

const start_time = '2026-01-15T09:30:00.000Z';
const row = (id: string, more: Partial<StoredSpan> = {}): StoredSpan => ({
  ...EMPTY_SPAN,
  id,
  start_time,
  created_at: start_time,
  last_updated_at: start_time,
  ...more,
});
const waiting = (key: string, bytes = 500): QueuedWrite => ({
  write: {
    kind: 'reprice',
    workspace: 'w',
    id: key,
    project_id: '',
    project_named: false,
    subject: '',
    updated_at: '',
  },
  key,
  bytes,
  batch: { outcomes: [], remaining: 1, done: () => {} },
  index: 0,
});
const encoder = new BlockEncoder<StoredSpan>(writtenColumns(SPAN_COLUMNS));
const newGroup = (): WriteGroup<StoredSpan> => new WriteGroup(encoder);
const never = (): boolean => false;
const bytesOf = (pieces: readonly Buffer[] = []): Buffer => Buffer.concat([...pieces]);

test('a group holds 5,000 writes, or 8 MiB, or one larger write', () => {
  const many = Array.from({ length: 6_000 }, (_, index) => waiting(`${index}`));
  expect(newGroup().takeFrom(many, never)).toHaveLength(5_000);
  expect(many).toHaveLength(1_000);
  const large = Array.from({ length: 10 }, (_, index) => waiting(`${index}`, 2 ** 20));
  expect(newGroup().takeFrom(large, never)).toHaveLength(8);
  const huge = [waiting('a', 50 * 2 ** 20), waiting('b')];
  expect(newGroup().takeFrom(huge, never)).toHaveLength(1);
});

test('a group counts the writes that it has when it takes more, and a closed group takes no more', () => {
  const group = newGroup();
  const first = group.takeFrom([waiting('a', 7 * 2 ** 20)], never);
  group.add(first, new Map([['a', row('a')]]));
  const queue = [waiting('b', 2 ** 19), waiting('c', 2 ** 20)];
  expect(group.takeFrom(queue, never).map(({ key }) => key)).toEqual(['b']);
  group.close();
  expect(group.takeFrom([waiting('d')], never)).toEqual([]);
});

test('a write that must wait stays in the queue, with all writes behind it', () => {
  const queue = ['a', 'b', 'c'].map((key) => waiting(key));
  expect(newGroup().takeFrom(queue, (key) => key === 'b')).toHaveLength(1);
  expect(queue.map(({ key }) => key)).toEqual(['b', 'c']);
});

test('rows that are added one after the other become consecutive blocks', () => {
  const group = newGroup();
  const [a, b] = [row('a'), row('b', { input: '"é…"' })];
  group.add([waiting('a')], new Map([['a', a]]));
  group.add([waiting('b')], new Map([['b', b]]));
  expect(bytesOf(group.pieces)).toEqual(bytesOf([...encoder.encode([a]), ...encoder.encode([b])]));
});

test('a row that changes after it was encoded, or that cannot be encoded, drops the encoded blocks', () => {
  const changed = newGroup();
  changed.add([waiting('a')], new Map([['a', row('a')]]));
  changed.add([waiting('a')], new Map([['a', row('a', { name: 'later' })]]));
  changed.add([waiting('b')], new Map([['b', row('b')]]));
  expect(changed.pieces).toBeUndefined();
  expect([...changed.rows.values()].map(({ name }) => name)).toEqual(['later', '']);
  const refused = newGroup();
  refused.add([waiting('a')], new Map([['a', row('a', { end_time: '0001-01-01T00:00:00Z' })]]));
  expect(refused.pieces).toBeUndefined();
});
