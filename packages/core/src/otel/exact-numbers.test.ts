import { expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';
import type { OtelEvent } from './otel-span.ts';

function map(attributes: Record<string, Json>, events: OtelEvent[] = []): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'call',
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2n,
    attributes,
    events,
    resource: {},
  });
}

it('integers beyond 2^53 in the input and output of a tool keep their digits', () => {
  const mapped = map({
    'openinference.span.kind': 'TOOL',
    'input.value': '{"user_id": 107505301260286111}',
    'output.value': '{"wei": 19876543210987654321, "max": 1e400, "small": 9007199254740991}',
  });
  expect(mapped.input).toEqual({ user_id: '107505301260286111' });
  expect(mapped.output).toEqual({ wei: '19876543210987654321', max: '1e400', small: 9007199254740991 });
});

it('integers beyond 2^53 in the arguments of a tool call keep their digits', () => {
  expect(
    map({ 'gen_ai.tool.name': 'find', 'gen_ai.tool.call.arguments': '{"id": 1234567890123456789}' }).input,
  ).toEqual({ id: '1234567890123456789' });
  const messages = '[{"role":"assistant","parts":[{"type":"tool_call","arguments":{"order":9007199254740993}}]}]';
  expect(map({ 'gen_ai.operation.name': 'chat', 'gen_ai.output.messages': messages }).output).toEqual({
    messages: [{ role: 'assistant', parts: [{ type: 'tool_call', arguments: { order: '9007199254740993' } }] }],
  });
});

it('integers beyond 2^53 in spread messages, events and metadata keep their digits', () => {
  const spread = map({
    'gen_ai.completion.0.role': 'assistant',
    'gen_ai.completion.0.tool_calls.0.arguments': '{"id":1234567890123456789}',
  });
  expect(spread.output).toMatchObject({ messages: [{ tool_calls: [{ arguments: { id: '1234567890123456789' } }] }] });
  const packed = { name: 'gen_ai.choice', timeUnixNano: 1n, attributes: { message: '{"id":1234567890123456789}' } };
  expect(map({}, [packed]).output).toMatchObject({ messages: [{ id: '1234567890123456789' }] });
  const metadata = map({ 'openinference.span.kind': 'CHAIN', metadata: '{"order":1234567890123456789}' }).metadata;
  expect(metadata).toEqual({ order: '1234567890123456789' });
});

it('arguments that are text in a message stay text', () => {
  const messages = '[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\\"id\\":1234567890123456789}"}}]}]';
  expect(JSON.stringify(map({ 'gen_ai.output.messages': messages }).output)).toContain('1234567890123456789');
});
