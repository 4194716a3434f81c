import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { CONVENTIONS } from './conventions.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';
import type { OtelEvent } from './otel-span.ts';

function map(attributes: [name: string, value: Json][], events: OtelEvent[] = []): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'call',
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2n,
    attributes: Object.fromEntries(attributes),
    events,
    resource: Object.fromEntries(attributes),
    scope: { name: 'scope', attributes: Object.fromEntries(attributes) },
  });
}

/** Whether an object inherits from anything but the usual prototype, at any level. */
function isPolluted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function';
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return true;
  return Object.values(value).some(isPolluted);
}

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
  'the name %s',
  (name) => {
    it('is kept as the name of an attribute, of a resource and of a scope', () => {
      const mapped = map([[name, 'x']]);
      expect(isPolluted(mapped)).toBe(false);
      expect(Object.entries(mapped.metadata)).toContainEqual([name, 'x']);
      expect(JSON.parse(JSON.stringify(mapped.metadata['resource']))).toEqual(
        JSON.parse(`{${JSON.stringify(name)}:"x"}`),
      );
    });

    it('is kept as the name of an event and of its attributes', () => {
      const attributes = Object.fromEntries([
        [name, { admin: true }],
        ['content', 'hi'],
      ]);
      const names = [name, 'gen_ai.user.message', 'gen_ai.choice', 'gen_ai.content.prompt', 'ai.stream.firstChunk'];
      const mapped = map(
        [['gen_ai.system', 'openai']],
        names.map((event) => ({ name: event, timeUnixNano: 1n, attributes })),
      );
      expect(isPolluted(mapped)).toBe(false);
      expect(mapped.metadata['events']).toMatchObject([{ name }]);
      const { messages } = mapped.input as { messages: Json[] };
      expect(messages).toHaveLength(1);
      expect(Object.keys(messages[0]!).toSorted()).toEqual([name, 'content', 'role'].toSorted());
    });

    it('is kept inside JSON, spread lists, and LangChain’s objects', () => {
      const json = `{${JSON.stringify(name)}:{"admin":true}}`;
      const whole = map([
        ['openinference.span.kind', 'LLM'],
        ['input.value', json],
        [`llm.output_messages.0.message.${name}`, 'x'],
        [`llm.output_messages.0.message_content.${name}`, 'y'],
        ['metadata', json],
      ]);
      expect(isPolluted(whole)).toBe(false);
      expect(JSON.stringify(whole.input)).toBe(json);
      expect(JSON.stringify(whole.output)).toBe(`{"messages":[{${JSON.stringify(name)}:"y"}]}`);
      const object = { lc: 1, type: 'constructor', id: ['langchain', name], kwargs: { content: 'hi' } };
      expect(map([['input', JSON.stringify({ message: object })]]).input).toEqual({ message: { content: 'hi' } });
    });

    it('is kept as the name of a count', () => {
      const mapped = map([
        ['gen_ai.operation.name', 'chat'],
        ['gen_ai.usage.input_tokens', 3],
        [`gen_ai.usage.${name}`, 7],
      ]);
      expect(isPolluted(mapped.usage)).toBe(false);
      expect(Object.entries(mapped.usage!)).toContainEqual([name, 7]);
      expect(mapped.unknown_usage).toEqual([`gen_ai.usage.${name}`]);
    });

    it('is no kind, model, tag or type of any convention', () => {
      for (const { kinds = [], prefixes } of CONVENTIONS) {
        for (const { from } of kinds) {
          expect(typeof map([[from, name]]).kind).toBe('string');
          expect(
            map([[from, name], ...prefixes.map((prefix): [string, Json] => [`${prefix}${name}`, name])]).kind,
          ).toMatch(/^[a-z]+$/);
        }
      }
    });
  },
);

it('an object with the field __proto__ gives no value of its own to a field that it lacks', () => {
  const mapped = map([
    ['openinference.span.kind', 'CHAIN'],
    ['metadata', '{"__proto__":{"thread_id":"t-1"}}'],
  ]);
  expect(mapped.thread_id).toBeUndefined();
});
