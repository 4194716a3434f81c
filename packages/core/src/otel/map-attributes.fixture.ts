import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';
import type { OtelEvent, OtelSpan } from './otel-span.ts';

/** Start of the spans, in ns since the epoch. */
export const START = 1_768_469_400_000_000_000n;

export function event(name: string, attributes: Record<string, Json>): OtelEvent {
  return { name, timeUnixNano: START, attributes };
}

/** Maps a span of ten seconds with these attributes. */
export function mapAttributes(attributes: Record<string, Json>, given: Partial<OtelSpan> = {}): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'span',
    startTimeUnixNano: START,
    endTimeUnixNano: START + 10_000_000_000n,
    attributes,
    events: [],
    resource: {},
    ...given,
  });
}
