import type { Json } from '../model/json.ts';
import { isRecord, parseJson } from './attribute-reader.ts';
import type { OtelEvent } from './otel-span.ts';

type Side = 'input' | 'output';

/** Events with one message each (GenAI conventions 1.28 to 1.36), and the role of the message. */
const MESSAGE_EVENTS: Record<string, { side: Side; role: string }> = {
  'gen_ai.system.message': { side: 'input', role: 'system' },
  'gen_ai.user.message': { side: 'input', role: 'user' },
  'gen_ai.assistant.message': { side: 'input', role: 'assistant' },
  'gen_ai.tool.message': { side: 'input', role: 'tool' },
  'gen_ai.choice': { side: 'output', role: 'assistant' },
};

/** Events whose attributes belong to the span: the GenAI conventions' content events and the AI SDK's first chunk. */
const ATTRIBUTE_EVENTS = new Set([
  'gen_ai.client.inference.operation.details',
  'gen_ai.content.prompt',
  'gen_ai.content.completion',
  'ai.stream.firstChunk',
]);

/** Attributes of a message event that are not part of the message. */
const ENVELOPE = new Set(['gen_ai.system', 'gen_ai.provider.name', 'event.name']);

/**
 * Returns the message of an event: its attributes, or the JSON that some instrumentations put into
 * `gen_ai.event.content`.
 */
function messageOf(attributes: Record<string, Json>, role: string): Json {
  const packed = parseJson(attributes['gen_ai.event.content'] ?? null);
  const fields = isRecord(packed) ? packed : attributes;
  const message: Record<string, Json> = { role };
  for (const [name, value] of Object.entries(fields)) if (!ENVELOPE.has(name)) message[name] = parseJson(value);
  const { message: inner, ...outer } = message;
  return isRecord(inner) ? { ...outer, ...inner } : message;
}

/**
 * Splits events into `attributes`, which belong to the span, and the `rest` of the events. Exceptions are left out,
 * because they are the span's error.
 */
export function readEvents(events: readonly OtelEvent[]): { attributes: Record<string, Json>; rest: OtelEvent[] } {
  const attributes: Record<string, Json> = {};
  const messages: Record<Side, Json[]> = { input: [], output: [] };
  const rest: OtelEvent[] = [];
  for (const event of events) {
    const message = MESSAGE_EVENTS[event.name];
    if (message !== undefined) messages[message.side].push(messageOf(event.attributes, message.role));
    else if (ATTRIBUTE_EVENTS.has(event.name)) Object.assign(attributes, event.attributes);
    else if (event.name !== 'exception') rest.push(event);
  }
  for (const side of ['input', 'output'] as const) {
    if (messages[side].length > 0) attributes[`gen_ai.${side}.messages`] ??= messages[side];
  }
  return { attributes, rest };
}
