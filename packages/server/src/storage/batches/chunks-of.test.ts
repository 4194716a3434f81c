import { TupleParam } from '@clickhouse/client';
import { expect, test } from 'vitest';
import { parameterText } from '../engine/parameter-text.ts';
import { chunksBySize, chunksOf, chunksOfKeys, chunksOfTexts } from './chunks-of.ts';

test('chunks have the requested size and contain all items', () => {
  expect([...chunksOf([1, 2, 3], 2)]).toEqual([[1, 2], [3]]);
});

test('chunks are as large as the maximum allows, and a larger item is a chunk of its own', () => {
  expect([...chunksBySize([1, 2, 3, 9, 1, 1], 5, (size) => size)]).toEqual([[1, 2], [3], [9], [1, 1]]);
  expect([...chunksBySize([], 5, () => 1)]).toEqual([]);
});

test.each<[what: string, text: string]>([
  ['plain', 'x'.repeat(130)],
  ['short', 'x'],
  ['escaped', "'\\\n".repeat(50)],
  ['encoded', '日本 🧵'.repeat(30)],
])('chunks of %s texts fit in a parameter in their longest form', (_what, text) => {
  const texts = Array.from({ length: 1_000 }, (__, n) => `${n}${text}`);
  const longest = (each: string): string => `0198c1f6-0000-7000-8000-000000000000/${each}`;
  const chunks = [...chunksOfTexts(texts, longest)];
  expect(chunks.flat()).toEqual(texts);
  for (const chunk of chunks) {
    const parameter = new URLSearchParams({ p: parameterText(chunk.map(longest)) }).toString();
    expect(parameter.length).toBeLessThan(128 * 1_024);
  }
});

test('a thousand ids fit in one chunk', () => {
  const texts = Array.from({ length: 1_000 }, () => '0198c1f6-0000-7000-8000-000000000000');
  expect([...chunksOfTexts(texts, (text) => `${text}/${text}`)]).toEqual([texts]);
});

test('chunks of keys fit in a parameter', () => {
  const keys = Array.from({ length: 2_000 }, (_, n) => new TupleParam(['span', `${n} “it's”`, '日本'.repeat(n % 20)]));
  const chunks = [...chunksOfKeys(keys)];
  expect(chunks.flat()).toEqual(keys);
  expect(chunks.length).toBeGreaterThan(1);
  for (const chunk of chunks) {
    expect(new URLSearchParams({ p: parameterText(chunk) }).toString().length).toBeLessThan(128 * 1_024);
  }
});
