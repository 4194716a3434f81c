import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInPieces } from './parse-in-pieces.ts';
import { parseExactJson } from '@vitrine/core/model';

/** Texts that fill several pieces. */
const LONG = 'x'.repeat(700_000);
const filler = fc.constantFrom(LONG, `${LONG}\\"]},`, '\u2028字'.repeat(200_000), 1, true, null);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    filler,
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1', '0')), tie('value'), {
      maxKeys: 6,
    }),
  ),
}));

test('any value that is parsed in pieces is the same as when it is parsed at once', async () => {
  await fc.assert(
    fc.asyncProperty(value, fc.constantFrom(undefined, 1), async (given, indent) => {
      const text = JSON.stringify([LONG, given, { given, last: LONG }, LONG], undefined, indent);
      expect(await parseInPieces(Buffer.from(text), parseExactJson)).toEqual(parseExactJson(text));
    }),
    { numRuns: 25 },
  );
});

test('many objects are parsed in pieces, between which others run', async () => {
  const text = `{"a":{"b":[${Array.from({ length: 200_000 }, (_, n) => `{"n":${n}}`).join()}]},"c":1}`;
  let turns = 0;
  const done = new AbortController();
  const others = (async () => {
    for (; !done.signal.aborted; turns++) await nextTurn();
  })();
  const parsed = await parseInPieces(Buffer.from(text), JSON.parse);
  done.abort();
  await others;
  expect(parsed).toEqual(JSON.parse(text));
  expect(turns).toBeGreaterThan(5);
});

test('keys of the prototype are keys like every other, in every piece', async () => {
  const list = Array.from({ length: 30_000 }, () => '{}').join();
  const text = `{"__proto__":{"a":1},"constructor":2,"deep":{"__proto__":[${list}],"z":3},"toString":4}`;
  const parsed = await parseInPieces(Buffer.from(text), JSON.parse);
  expect(JSON.stringify(parsed)).toBe(text);
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});

test('NaN and large integers are read in pieces, too', async () => {
  const text = `[${`"${LONG}",`.repeat(3)}NaN,{"id":1234567890123456789},"${LONG}"]`;
  expect(await parseInPieces(Buffer.from(text), parseExactJson)).toEqual(parseExactJson(text));
});

describe('what is no JSON is refused', () => {
  const big = `"${LONG}","${LONG}"`;
  const objects = Array.from({ length: 30_000 }, () => '{}').join();
  test.each([
    ['a comma before the end of a list', `[${big},"a",]`],
    ['a comma before the end of an object', `{"a":"${LONG}","b":"${LONG}","c":1,}`],
    ['two commas', `[${big},,1]`],
    ['two commas after a piece', `[[${objects}],,1]`],
    ['a comma after a piece before the end', `[[${objects}],]`],
    ['a value after a piece', `[[${objects}] 1]`],
    ['a value before a piece', `[1 [${objects}]]`],
    ['a value after the whole', `[${objects}] 1`],
    ['a list after the whole', `[${objects}] []`],
    ['two values', `[${objects}],[${objects}]`],
    ['a bracket of another kind', `[${objects}}`],
    ['a bracket too much', `[${objects}]]`],
    ['a bracket too few', `[[${objects}]`],
    ['a key that is no text', `{1:[${objects}]}`],
    ['no key', `{[${objects}]}`],
    ['no colon', `{"a"[${objects}]}`],
    ['a key in a list', `["a":[${objects}]]`],
    ['a text that does not end', `[${big},"a]`],
    ['nothing', ''],
  ])('%s', async (_, text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    await expect(parseInPieces(Buffer.from(text), JSON.parse)).rejects.toThrow(SyntaxError);
  });
});
