import { SpanKind, SpanType } from '@vitrine/core/model';

/**
 * Returns a span as it is stored if its type is none of Opik's: as `general`, with the type in its metadata, because
 * clients send types that came later, such as `retrieval`. If the type is a kind of span, it is also the kind. Anything
 * else is returned unchanged. The metadata of an update that has none stays as it is stored.
 *
 * @param isUpdate whether absent metadata stands for what is stored
 * @example
 * withKnownType({ name: 'find', type: 'retrieval' });
 * // { name: 'find', type: 'general', kind: 'retrieval', metadata: { type: 'retrieval' } }
 */
export function withKnownType(span: unknown, isUpdate = false): unknown {
  if (typeof span !== 'object' || span === null) return span;
  const { type, kind, metadata } = span as Record<string, unknown>;
  if (typeof type !== 'string' || SpanType.safeParse(type).success) return span;
  const isKind = SpanKind.safeParse(type).success;
  return {
    ...span,
    type: 'general',
    ...(isKind && kind === undefined && { kind: type }),
    ...((!isUpdate || isObject(metadata)) && { metadata: withType(metadata, type) }),
  };
}

/** Adds a type to metadata, under a key that they do not have. Metadata that are no object stay as they are. */
function withType(metadata: unknown, type: string): unknown {
  if (metadata === undefined || metadata === null) return { type };
  if (!isObject(metadata)) return metadata;
  return Object.hasOwn(metadata, 'type') ? { ...metadata, span_type: type } : { ...metadata, type };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
