import type { Json } from '../model/json.ts';
import { isRecord, parseJson } from './attribute-reader.ts';
import type { OtelEvent, OtelSpan } from './otel-span.ts';

/**
 * Returns the attributes and events of a span. Pydantic AI (format 1) writes the events of a model call as JSON into
 * the attribute `events`, each with its name in `event.name`. They become events.
 */
export function eventsOf({ attributes, events, startTimeUnixNano }: OtelSpan): {
  attributes: Record<string, Json>;
  events: readonly OtelEvent[];
} {
  const list = Object.hasOwn(attributes, 'events') ? parseJson(attributes['events']!) : undefined;
  if (!Array.isArray(list) || list.length === 0) return { attributes, events };
  const parsed: OtelEvent[] = [];
  for (const item of list) {
    const name = isRecord(item) ? item['event.name'] : undefined;
    if (!isRecord(item) || typeof name !== 'string') return { attributes, events };
    const fields = Object.entries(item).filter(([key]) => key !== 'event.name' && key !== 'gen_ai.message.index');
    parsed.push({ name, timeUnixNano: startTimeUnixNano, attributes: Object.fromEntries(fields) });
  }
  const { events: _read, ...rest } = attributes;
  return { attributes: rest, events: [...events, ...parsed] };
}
