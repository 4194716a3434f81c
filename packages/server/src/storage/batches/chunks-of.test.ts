import { TupleParam } from '@clickhouse/client';
import { expect, test } from 'vitest';
import { parameterText } from '../engine/parameter-text.ts';
import { chunksBySize, chunksOf, chunksOfKeys, chunksOfTexts } from './chunks-of.ts';

test('portions have so many items, and all of them', () => {
  expect([...chunksOf([1, 2, 3], 2)]).toEqual([[1, 2], [3]]);
});

test('portions are as large as they may be, and what is larger is one by itself', () => {
  expect([...chunksBySize([1, 2, 3, 9, 1, 1], 5, (size) => size)]).toEqual([[1, 2], [3], [9], [1, 1]]);
  expect([...chunksBySize([], 5, () => 1)]).toEqual([]);
});

test.each<[what: string, text: string]>([
  ['plain', 'x'.repeat(130)],
  ['short', 'x'],
  ['escaped', "'\\\n".repeat(50)],
  ['encoded', '日本 🧵'.repeat(30)],
])('portions of %s texts fit a parameter in their longest form', (_what, text) => {
  const texts = Array.from({ length: 1_000 }, (__, n) => `${n}${text}`);
  const longest = (each: string): string => `0198c1f6-0000-7000-8000-000000000000/${each}`;
  const portions = [...chunksOfTexts(texts, longest)];
  expect(portions.flat()).toEqual(texts);
  for (const portion of portions) {
    const parameter = new URLSearchParams({ p: parameterText(portion.map(longest)) }).toString();
    expect(parameter.length).toBeLessThan(128 * 1_024);
  }
});

test('a thousand ids are one portion', () => {
  const texts = Array.from({ length: 1_000 }, () => '0198c1f6-0000-7000-8000-000000000000');
  expect([...chunksOfTexts(texts, (text) => `${text}/${text}`)]).toEqual([texts]);
});

test('portions of keys fit a parameter', () => {
  const keys = Array.from({ length: 2_000 }, (_, n) => new TupleParam(['span', `${n} “it's”`, '日本'.repeat(n % 20)]));
  const portions = [...chunksOfKeys(keys)];
  expect(portions.flat()).toEqual(keys);
  expect(portions.length).toBeGreaterThan(1);
  for (const portion of portions) {
    expect(new URLSearchParams({ p: parameterText(portion) }).toString().length).toBeLessThan(128 * 1_024);
  }
});
