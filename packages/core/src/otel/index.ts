export { spanIdOf, traceIdOf } from './otel-ids.ts';
export { mapSpan } from './map-span.ts';
export type { AggregateUsage, MappedSpan } from './mapped-span.ts';
export type { OtelEvent, OtelLink, OtelSpan } from './otel-span.ts';
