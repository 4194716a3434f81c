import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';
import type { OtelEvent, OtelSpan } from './otel-span.ts';

const event = (name: string, attributes: Record<string, Json>): OtelEvent => ({ name, timeUnixNano: 1n, attributes });

function map(events: OtelEvent[], attributes: Record<string, Json> = {}, status?: OtelSpan['status']): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'chat',
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2n,
    attributes: { 'gen_ai.operation.name': 'chat', ...attributes },
    events,
    resource: {},
    status,
  });
}

const DETAILS = 'gen_ai.client.inference.operation.details';
const message = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });
const [question, answer, thanks] = [message('user', 'Why?'), message('assistant', 'So.'), message('user', 'Thanks')];

describe('messages in several events', () => {
  it('are all kept, in their order and with their roles', () => {
    const mapped = map([
      event('gen_ai.system.message', { content: 'Be brief.' }),
      event('gen_ai.developer.message', { content: 'In French.' }),
      event('gen_ai.user.message', { content: 'Why?' }),
      event('gen_ai.assistant.message', { tool_calls: '[{"id":"1"}]' }),
      event('gen_ai.tool.message', { id: '1', content: '{"sky":"rain"}' }),
      event('gen_ai.choice', { index: 0, message: '{"content":"Rain."}' }),
      event('gen_ai.choice', { index: 1, message: '{"content":"Wet."}' }),
    ]);
    expect(mapped.input).toEqual({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: 'In French.' },
        { role: 'user', content: 'Why?' },
        { role: 'assistant', tool_calls: [{ id: '1' }] },
        { role: 'tool', id: '1', content: { sky: 'rain' } },
      ],
    });
    expect(mapped.output).toEqual({
      messages: [
        { role: 'assistant', index: 0, content: 'Rain.' },
        { role: 'assistant', index: 1, content: 'Wet.' },
      ],
    });
    expect(mapped.metadata).toEqual({});
  });

  it('are all kept if each event has the content of one prompt or completion', () => {
    const mapped = map([
      event('gen_ai.content.prompt', { 'gen_ai.prompt': '{"role":"system","content":"Be brief."}' }),
      event('gen_ai.content.prompt', { 'gen_ai.prompt': '{"role":"user","content":"yes"}' }),
      event('gen_ai.content.prompt', { 'gen_ai.prompt': '{"role":"user","content":"yes"}' }),
      event('gen_ai.content.completion', { 'gen_ai.completion': 'one' }),
      event('gen_ai.content.completion', { 'gen_ai.completion': 'two' }),
    ]);
    expect(mapped.input).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'yes' },
      { role: 'user', content: 'yes' },
    ]);
    expect(mapped.output).toEqual(['one', 'two']);
  });

  it('a single prompt and completion stay as they are', () => {
    const mapped = map([
      event('gen_ai.content.prompt', { 'gen_ai.prompt': 'Why?' }),
      event('gen_ai.content.completion', { 'gen_ai.completion': 'So.' }),
    ]);
    expect(mapped).toMatchObject({ input: 'Why?', output: 'So.' });
  });

  it('continue the list if the details come in several events', () => {
    const mapped = map([
      event(DETAILS, { 'gen_ai.input.messages': JSON.stringify([question]) }),
      event(DETAILS, { 'gen_ai.input.messages': [thanks], 'gen_ai.output.messages': JSON.stringify([answer]) }),
    ]);
    expect(mapped.input).toEqual({ messages: [question, thanks] });
    expect(mapped.output).toEqual({ messages: [answer] });
  });

  it('replace the list if the details repeat the conversation so far', () => {
    const mapped = map([
      event(DETAILS, { 'gen_ai.input.messages': [question] }),
      event(DETAILS, { 'gen_ai.input.messages': JSON.stringify([question]) }),
      event(DETAILS, { 'gen_ai.input.messages': [question, answer, thanks] }),
    ]);
    expect(mapped.input).toEqual({ messages: [question, answer, thanks] });
  });

  it('stay in the metadata if the span has other messages in an attribute of its own', () => {
    const own = { 'gen_ai.input.messages': JSON.stringify([question]) };
    const events = [
      event('gen_ai.user.message', { content: 'Thanks' }),
      event(DETAILS, { 'gen_ai.input.messages': 'x' }),
    ];
    const mapped = map(events, own);
    expect(mapped.input).toEqual({ messages: [question] });
    expect(mapped.metadata['events']).toHaveLength(2);
    expect(map([event(DETAILS, own)], own).metadata).not.toHaveProperty('events');
  });

  it('of a span with 20,000 events with the same long beginning take linear time', () => {
    const long = message('system', 'x'.repeat(1_000_000));
    const many = Array.from({ length: 20_000 }, () => event(DETAILS, { 'gen_ai.input.messages': [question] }));
    const mapped = map([event(DETAILS, { 'gen_ai.input.messages': [long] }), ...many]);
    expect((mapped.input as { messages: Json[] }).messages).toHaveLength(20_001);
  });
});

describe('the message of a choice', () => {
  it.each([
    ['4', '4'],
    ['plain text', 'plain text'],
    [
      '[{"text":"Let me calculate."},{"toolUse":{"name":"sum"}}]',
      [{ text: 'Let me calculate.' }, { toolUse: { name: 'sum' } }],
    ],
  ])('is the content if it is %s', (text, content) => {
    expect(map([event('gen_ai.choice', { finish_reason: 'end_turn', message: text })]).output).toEqual({
      messages: [{ role: 'assistant', finish_reason: 'end_turn', content }],
    });
  });

  it('is an object whose fields are those of the message', () => {
    const choice = event('gen_ai.choice', { message: { role: 'tool', content: 'hi', message: 'inner' } });
    expect(map([choice]).output).toEqual({ messages: [{ role: 'tool', content: 'hi', message: 'inner' }] });
  });

  it('does not replace a content', () => {
    expect(map([event('gen_ai.choice', { message: 'a', content: 'b' })]).output).toEqual({
      messages: [{ role: 'assistant', content: 'b' }],
    });
  });
});

describe('exceptions', () => {
  const exception = (type: string) => event('exception', { 'exception.type': type });

  it('are in the metadata, except the one that is the error', () => {
    const mapped = map([exception('First'), exception('Second')], {}, { code: 2 });
    expect(mapped.error_info?.exception_type).toBe('Second');
    expect(mapped.metadata['events']).toMatchObject([{ attributes: { 'exception.type': 'First' } }]);
  });

  it('that were handled are in the metadata', () => {
    const mapped = map([exception('Handled')], {}, { code: 1 });
    expect(mapped).not.toHaveProperty('error_info');
    expect(mapped.metadata['events']).toMatchObject([{ attributes: { 'exception.type': 'Handled' } }]);
  });
});
