import { describe, expect, test } from 'vitest';
import { parseExactJson } from './parse-exact-json.ts';

describe('JSON as Python writes it', () => {
  test.each([
    ['{"loss": NaN}', { loss: null }],
    ['[NaN,Infinity,-Infinity]', [null, null, null]],
    ['NaN', null],
    ['{"a":{"b":[1,-Infinity , 2]}}', { a: { b: [1, null, 2] } }],
    ['{"NaN": "NaN and -Infinity", "x": NaN}', { NaN: 'NaN and -Infinity', x: null }],
    ['{"quote \\" NaN": NaN, "back\\\\": Infinity}', { 'quote " NaN': null, 'back\\': null }],
  ])('%s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  test.each(['{"a": nan}', '{"a": +Infinity}', '{"a": 1NaN}', '{"a": NaN', '{"a": "NaN}', '{"a": -NaN}', 'Infinity2'])(
    'what is still no JSON is refused with its own error: %s',
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError);
    },
  );

  test('a string of 20 MB with quotes and backslashes next to a literal is parsed', () => {
    const long = '\\"'.repeat(5_000_000) + '\\\\'.repeat(5_000_000);
    const { text, loss } = parseExactJson(`{"text":"${long}","loss":NaN}`) as { text: string; loss: null };
    expect([text.length, loss]).toEqual([10_000_000, null]);
  });
});

describe('integers beyond 2^53', () => {
  test.each([
    ['{"id":1234567890123456789}', { id: '1234567890123456789' }],
    ['[-9007199254740993, 9007199254740991, -5]', ['-9007199254740993', 9007199254740991, -5]],
    ['{"a":"1234567890123456789","b":[1234567890123456789]}', { a: '1234567890123456789', b: ['1234567890123456789'] }],
    ['{"loss":NaN,"id":1234567890123456789}', { loss: null, id: '1234567890123456789' }],
    [
      '[1234567890123456789, 0.5, 1e300, 1234567890123456789.5]',
      ['1234567890123456789', 0.5, 1e300, Number('1234567890123456789.5')],
    ],
  ])('%s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });
});

describe('numbers beyond the range of a double', () => {
  test.each([
    ['{"wei":1e400,"debt":-1e400}', { wei: '1e400', debt: '-1e400' }],
    ['[1E+400, 1e308, 1e-400, 1.5e3]', ['1E+400', 1e308, 0, 1500]],
    ['[1e400,"1e400",12345678901234567890]', ['1e400', '1e400', '12345678901234567890']],
    [`[1${'0'.repeat(400)}]`, [`1${'0'.repeat(400)}`]],
  ])('%s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });
});

test('a key called __proto__ is a field of its own', () => {
  const value = parseExactJson('{"__proto__":{"admin":true},"id":1234567890123456789}') as object;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(JSON.stringify(value)).toBe('{"__proto__":{"admin":true},"id":"1234567890123456789"}');
});
