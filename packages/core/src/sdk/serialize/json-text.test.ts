import { describe, expect, it } from 'vitest';
import { jsonText } from './json-text.ts';

function shown(value: unknown): unknown {
  const text = jsonText(value);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

function fail(): never {
  throw new Error('no');
}

describe('jsonText', () => {
  it('converts values that JSON does not have', () => {
    expect(jsonText({ order: 12n, at: new Date(0) })).toBe('{"order":"12","at":"1970-01-01T00:00:00.000Z"}');
  });

  it('writes plain values as JSON.stringify does', () => {
    const value = { a: [1, 'two', null, true, { b: undefined }], c: 1.5, d: 'é "quoted" \\ud800' };
    expect(jsonText(value)).toBe(JSON.stringify(value));
  });

  it('returns undefined for undefined', () => {
    expect(jsonText(undefined)).toBeUndefined();
  });

  it('cuts cycles, and keeps values that occur twice', () => {
    const shared = { x: 1 };
    const value: Record<string, unknown> = { shared, again: shared };
    value['self'] = value;
    expect(shown(value)).toEqual({ shared: { x: 1 }, again: { x: 1 }, self: '[Circular]' });
  });

  it('ends for branching cycles and for very deep values', () => {
    const node: Record<string, unknown> = {};
    node['a'] = node['b'] = { node, other: [node, node] };
    expect(jsonText(node)?.length).toBeLessThan(1000);
    let deep: unknown = 'end';
    for (let level = 0; level < 5000; level++) deep = { deep };
    expect(jsonText(deep)).toContain('[Truncated]');
  });

  it.each([
    ['a function', shown, '[Function: shown]'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a map with text keys', new Map([['a', new Set([1])]]), { a: [1] }],
    ['any other map', new Map([[1, 'a']]), [[1, 'a']]],
    ['a regular expression', /a+/g, '/a+/g'],
    ['a URL', new URL('https://example.com/x'), 'https://example.com/x'],
    ['bytes', new Uint8Array(8), '[Uint8Array: 8 bytes]'],
    ['an array buffer', new ArrayBuffer(3), '[ArrayBuffer: 3 bytes]'],
    ['a promise', Promise.resolve(1), '[Promise]'],
    ['a stream', new ReadableStream(), '[ReadableStream]'],
    ['no valid date', new Date(Number.NaN), 'Invalid Date'],
    ['not a number', Number.NaN, null],
  ])('converts %s', (_what, value, expected) => {
    expect(shown({ value })).toEqual({ value: expected });
  });

  it('shows the fields of a class instance, or the result of its toJSON', () => {
    class Order {
      id = 17;
      #secret = 'x';
      total() {
        return this.#secret;
      }
    }
    expect(shown([new Order(), { toJSON: () => ({ kept: 1n }) }])).toEqual([{ id: 17 }, { kept: '1' }]);
  });

  it('shows an error with its cause and its own fields', () => {
    const error = Object.assign(new TypeError('no', { cause: new Error('why') }), { code: 'E1' });
    expect(shown(error)).toMatchObject({ name: 'TypeError', message: 'no', code: 'E1', cause: { message: 'why' } });
  });

  it('never throws: a getter, a toJSON or a proxy that fails is shown as unreadable', () => {
    const value = {
      getter: Object.defineProperty({}, 'x', { get: fail, enumerable: true }),
      toJSON: { inner: { toJSON: fail } },
      proxy: new Proxy({}, { ownKeys: fail }),
    };
    expect(shown([value.getter, value.toJSON, value.proxy])).toEqual([
      { x: '[Unreadable]' },
      { inner: '[Unreadable]' },
      '[Unreadable]',
    ]);
  });

  it('replaces lone surrogates in texts', () => {
    expect(shown('a\ud800b\udc00\ud800\ud801 \u{1f600} \\ud800')).toBe('a\ufffdb\ufffd\ufffd\ufffd \u{1f600} \\ud800');
  });

  it('keeps a key named __proto__ as a field', () => {
    const value = JSON.parse('{"__proto__":{"x":1},"big":0}') as Record<string, unknown>;
    value['big'] = 1n;
    expect(jsonText(value)).toBe('{"__proto__":{"x":1},"big":"1"}');
  });
});
