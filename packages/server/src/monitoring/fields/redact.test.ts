import type { Json } from '@vitrine/core/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRedaction } from '../../platform/auth/fields.ts';
import { isTouched, redacted } from './redact.ts';

const X = '[redacted]';

/** Applies rules to the input of a trace. */
const apply = (rules: string | string[], input: Json): Json =>
  redacted([rules].flat().map(parseRedaction), 'trace', 'input', input);

describe('a path', () => {
  test.each<[string, Json, Json]>([
    ['*.input', { a: 1 }, X],
    ['*.input.a', { a: 1, b: 2 }, { a: X, b: 2 }],
    ['*.input.a', { b: { a: 1 } }, { b: { a: 1 } }],
    ['*.input.a.b', { a: { b: [1], c: 2 }, b: 3 }, { a: { b: X, c: 2 }, b: 3 }],
    ['*.input.a.b', { a: 1 }, { a: 1 }],
    ['*.input.*.b', { x: { b: 1, c: 2 }, b: 3 }, { x: { b: X, c: 2 }, b: 3 }],
    ['*.input.*', { a: 1, b: { c: 2 } }, { a: X, b: X }],
    ['*.input.**', { a: 1 }, X],
    ['*.input.**.b', { b: 1, a: { b: { b: 2 } }, c: [{ b: 3, d: 4 }] }, { b: X, a: { b: X }, c: [{ b: X, d: 4 }] }],
    ['*.input.a.**.b', { b: 1, a: { c: { b: 2 } } }, { b: 1, a: { c: { b: X } } }],
    ['*.input.**.a.**.b', { a: { x: { b: 1 } }, b: 2 }, { a: { x: { b: X } }, b: 2 }],
    // Lists
    ['*.input.list.a', { list: [{ a: 1, b: 2 }, { a: 3 }] }, { list: [{ a: X, b: 2 }, { a: X }] }],
    ['*.input.list.*', { list: [1, 2] }, { list: [X, X] }],
    ['*.input.list.1', { list: [1, 2] }, { list: [1, X] }],
    ['*.input.list.*.a', { list: [{ a: 1, b: 2 }] }, { list: [{ a: X, b: 2 }] }],
    ['*.input.a', [{ a: 1 }, [{ a: 2, b: 3 }]], [{ a: X }, [{ a: X, b: 3 }]]],
    // Keys with dots
    ['*.input.user.email', { 'user.email': 1, 'user.name': 2 }, { 'user.email': X, 'user.name': 2 }],
    ['*.input.user', { 'user.email': 1, users: 2 }, { 'user.email': X, users: 2 }],
    ['*.input.a.b.c', { 'a.b': { c: 1, d: 2 } }, { 'a.b': { c: X, d: 2 } }],
    ['*.input.*', { 'a.b': 1 }, { 'a.b': X }],
    // Text that is JSON
    ['*.input.a.b', { a: '{"b":1}', c: '{"b":1}' }, { a: X, c: '{"b":1}' }],
    ['*.input.**.b', { a: ' [ {"b":1}]', c: 'text' }, { a: X, c: 'text' }],
    ['*.input.a.b', { a: '{"b":"4111 1111 11' }, { a: X }],
    ['*.input.a.b', { a: JSON.stringify(JSON.stringify({ b: 1 })) }, { a: X }],
    ['*.input.a.b', { a: '[a link](https://x) and b' }, { a: '[a link](https://x) and b' }],
    ['*.input.a', '{"a":1}', X],
    ['trace.input.a', { a: null }, { a: X }],
    ['spans.input.a', { a: 1 }, { a: 1 }],
    ['*.output.a', { a: 1 }, { a: 1 }],
  ])('%s in %j', (rule, input, expected) => {
    const before = JSON.stringify(input);
    expect(apply(rule, input)).toEqual(expected);
    expect(JSON.stringify(input)).toBe(before);
  });

  test('combines with others', () => {
    const rules = ['*.input.a.b', '*.input.*.c', '*.output'];
    expect(apply(rules, { a: { b: 1, c: 2, d: 3 }, b: { b: 4, c: 5 } })).toEqual({
      a: { b: X, c: X, d: 3 },
      b: { b: 4, c: X },
    });
  });

  test('touches a field of its owner', () => {
    const rules = [parseRedaction('spans:tool.input.a')];
    expect(isTouched(rules, 'spans:tool', 'input')).toBe(true);
    expect(isTouched(rules, 'spans', 'input')).toBe(true);
    expect(isTouched(rules, 'spans:llm', 'input')).toBe(false);
    expect(isTouched(rules, 'trace', 'input')).toBe(false);
    expect(isTouched(rules, 'spans:tool', 'output')).toBe(false);
  });
});

describe('hostile values', () => {
  test('have keys of prototypes', () => {
    const input = JSON.parse('{"__proto__":{"a":1,"b":2},"constructor":{"a":3},"hasOwnProperty":4}') as Json;
    expect(JSON.stringify(apply('*.input.*.a', input))).toBe(
      `{"__proto__":{"a":"${X}","b":2},"constructor":{"a":"${X}"},"hasOwnProperty":4}`,
    );
    expect(JSON.stringify(apply('*.input.__proto__', input))).toContain(`"__proto__":"${X}"`);
    expect(JSON.stringify(apply('*.input.constructor.a', input))).toContain(`"constructor":{"a":"${X}"}`);
    expect(({} as { a?: number }).a).toBeUndefined();
    expect(apply('*.input.toString', {})).toEqual({});
  });

  test('are nested 100,000 levels deep', () => {
    const deep = (open: string, close: string): Json =>
      JSON.parse(`${open.repeat(100_000)}"secret"${close.repeat(100_000)}`) as Json;
    for (const value of [deep('{"a":', '}'), deep('[', ']')]) {
      expect(JSON.stringify(apply('*.input.**.b', value))).not.toContain('secret');
    }
    expect(apply('*.input.b', deep('{"a":', '}'))).toHaveProperty('a');
  });

  test('are long lists, and paths of many `**`', () => {
    const list = Array.from({ length: 200_000 }, (_, n) => ({ id: n, card: n }));
    const begun = performance.now();
    const shown = apply('*.input.**.card', { list }) as { list: Json[] };
    expect(shown.list.at(-1)).toEqual({ id: 199_999, card: X });
    const nested = JSON.parse(`${'{"a":'.repeat(400)}{"b":1}${'}'.repeat(400)}`) as Json;
    expect(JSON.stringify(apply(`*.input.${'**.*.'.repeat(60)}b`, nested))).toContain(`{"b":"${X}"}`);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

/** Keys that can be part of a path. */
const Key = fc.constantFrom('a', 'b', 'card', '__proto__', 'constructor', '0', 'x.y');
const Tree: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Json>('plain', 1, null, true),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.array(fc.tuple(Key, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as Json),
    tie('tree').map((tree) => JSON.stringify(tree)),
  ),
})).tree;

/** Returns a value as a body may contain it, with a canary at the end of a path. */
function planted(path: readonly string[], [outer, ...others]: Json[], asText: boolean): Json {
  const [key, ...rest] = path;
  if (key === undefined) return { deep: ['canary', { canary: 1 }] };
  const below = planted(rest, others, asText);
  const inner = asText && rest.length === 1 ? JSON.stringify(below) : below;
  const around = typeof outer === 'object' && outer !== null && !Array.isArray(outer) ? outer : {};
  const holder = Object.fromEntries([...Object.entries(around), [key, inner]]) as Json;
  return Array.isArray(outer) ? [...outer, holder] : holder;
}

test('no value below a redacted path survives', () => {
  fc.assert(
    fc.property(
      fc.array(
        Key.filter((key) => !key.includes('.')),
        { minLength: 1, maxLength: 5 },
      ),
      fc.array(Tree, { minLength: 6, maxLength: 6 }),
      fc.array(fc.constantFrom('key', '*', '**'), { minLength: 5, maxLength: 5 }),
      fc.boolean(),
      (path, outers, forms, asText) => {
        const input = planted(path, outers, asText);
        expect(JSON.stringify(input)).toContain('canary');
        const rule = path.map((key, index) => (forms[index] === 'key' ? key : (forms[index] ?? key)));
        const shown = redacted([{ where: '*', path: ['input', ...rule] }], 'trace', 'input', input);
        expect(JSON.stringify(shown)).not.toContain('canary');
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what no rule names stays as it is', () => {
  fc.assert(
    fc.property(Tree, (input) => {
      expect(apply('*.input.never.named', input)).toEqual(
        JSON.parse(JSON.stringify(apply('*.input.never.named', input))),
      );
      expect(redacted([parseRedaction('spans.input')], 'trace', 'input', input)).toBe(input);
    }),
  );
});
