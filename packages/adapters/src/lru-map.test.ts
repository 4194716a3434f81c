import { expect, it } from 'vitest';
import { LruMap } from './lru-map.ts';

it('a further value replaces the least recently used one, which is reported', () => {
  const dropped: number[] = [];
  const map = new LruMap<number>(2, (value) => dropped.push(value));
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  map.delete('a');
  map.set('d', 4);
  expect([map.get('a'), map.get('b'), map.get('c'), map.get('d')]).toEqual([undefined, undefined, 3, 4]);
  expect(dropped).toEqual([2]);
});
