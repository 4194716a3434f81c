import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonScan } from './json-scan.ts';

/** Returns what a scan finds in a text that arrives in pieces. */
function scanned(text: string, cuts: readonly number[] = []): { containers: number; hasLargeNumbers: boolean } {
  const bytes = Buffer.from(text);
  const scan = new JsonScan();
  let from = 0;
  for (const cut of [...cuts.map((each) => each % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]) {
    scan.add(bytes.subarray(from, cut));
    from = cut;
  }
  return { containers: scan.containers, hasLargeNumbers: scan.hasLargeNumbers };
}

/** Returns the number of objects and lists of a value. */
function containersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + containersOf(each), 1);
}

const texts = fc.string({ unit: fc.constantFrom('\\', '"', '[', '{', 'a', '9', 'ä'), maxLength: 60 });

test('counts the objects and lists of any JSON, however it is divided', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.integer(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(texts, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(
    fc.property(value, fc.array(fc.nat(), { maxLength: 8 }), (json, cuts) => {
      expect(scanned(JSON.stringify(json), cuts)).toEqual({ containers: containersOf(json), hasLargeNumbers: false });
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['12345678901234567', true],
  ['1e400', true],
  ['"12345678901234567"', false],
  [String.raw`{"a\"": "12345678901234567\\"}`, false],
  [String.raw`{"a\\": 12345678901234567}`, true],
])('%s has a large number: %s', (text, expected) => {
  for (let cut = 0; cut <= text.length; cut++) expect(scanned(text, [cut]).hasLargeNumbers).toBe(expected);
});
