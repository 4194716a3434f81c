import type { Json } from '../model/json.ts';
import { isRecord, parseJson } from './attribute-reader.ts';
import { EventMessages } from './event-messages.ts';
import type { OtelEvent } from './otel-span.ts';

type Side = 'input' | 'output';

/** Events with one message each (GenAI conventions 1.28 to 1.36). The name contains the role. */
const INPUT_MESSAGE = /^gen_ai\.(system|developer|user|assistant|tool|function)\.message$/;
const OUTPUT_MESSAGE = 'gen_ai.choice';

/** Events whose attributes belong to the span: the GenAI conventions' content events and the AI SDK's first chunk. */
const ATTRIBUTE_EVENTS = new Set([
  'gen_ai.client.inference.operation.details',
  'gen_ai.content.prompt',
  'gen_ai.content.completion',
  'ai.stream.firstChunk',
]);

/** Attributes of these events that are lists of messages. Events that follow each other continue the list. */
const MESSAGE_LISTS = [
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.prompt',
  'gen_ai.completion',
] as const;

/** Attributes of a message event that are not part of the message. */
const ENVELOPE = new Set(['gen_ai.system', 'gen_ai.provider.name', 'event.name']);

/**
 * Returns the message of an event: its attributes, or the JSON that some instrumentations put into
 * `gen_ai.event.content`. A choice has its message in a field: an object, or the content alone.
 */
function messageOf(attributes: Record<string, Json>, role: string): Json {
  const packed = parseJson(attributes['gen_ai.event.content'] ?? null);
  const fields = isRecord(packed) ? packed : attributes;
  const message = new Map<string, Json>([['role', role]]);
  for (const [name, value] of Object.entries(fields)) if (!ENVELOPE.has(name)) message.set(name, parseJson(value));
  const inner = message.get('message');
  if (isRecord(inner)) for (const [name, value] of Object.entries(inner)) message.set(name, value);
  if (isRecord(inner) ? !Object.hasOwn(inner, 'message') : inner !== undefined) message.delete('message');
  if (inner !== undefined && !isRecord(inner) && !message.has('content')) message.set('content', inner);
  return Object.fromEntries(message);
}

/** Returns the side and the role of a message event. */
function messageEvent({ name }: OtelEvent): { side: Side; role: string } | undefined {
  if (name === OUTPUT_MESSAGE) return { side: 'output', role: 'assistant' };
  const role = INPUT_MESSAGE.exec(name)?.[1];
  return role === undefined ? undefined : { side: 'input', role };
}

/**
 * Splits events into `attributes`, which belong to the span, and the `rest` of the events. Events whose values the span
 * has in attributes of its own, with other values, are in the rest.
 *
 * @param own attributes of the span, which take precedence
 */
export function readEvents(
  events: readonly OtelEvent[],
  own: Record<string, Json>,
): { attributes: Record<string, Json>; rest: OtelEvent[] } {
  if (events.length === 0) return { attributes: {}, rest: [] };
  const attributes = new Map<string, Json>();
  const lists = new Map(MESSAGE_LISTS.map((name) => [name as string, new EventMessages()]));
  const messages: Record<Side, Json[]> = { input: [], output: [] };
  const messageEvents: Record<Side, Set<OtelEvent>> = { input: new Set(), output: new Set() };
  const read = new Set<OtelEvent>();
  for (const event of events) {
    const message = messageEvent(event);
    if (message !== undefined) {
      messages[message.side].push(messageOf(event.attributes, message.role));
      messageEvents[message.side].add(event);
    } else if (ATTRIBUTE_EVENTS.has(event.name)) {
      const entries = Object.entries(event.attributes);
      if (entries.every(([name, value]) => !Object.hasOwn(own, name) || isSame(own[name]!, value))) read.add(event);
      for (const [name, value] of entries) {
        if (Object.hasOwn(own, name)) continue;
        attributes.set(name, lists.get(name)?.add(value) ?? value);
      }
    }
  }
  for (const side of ['input', 'output'] as const) {
    const name = `gen_ai.${side}.messages`;
    if (messages[side].length === 0 || attributes.has(name) || Object.hasOwn(own, name)) continue;
    attributes.set(name, messages[side]);
    for (const event of messageEvents[side]) read.add(event);
  }
  return { attributes: Object.fromEntries(attributes), rest: events.filter((event) => !read.has(event)) };
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
