import type { Json } from '../model/json.ts';
import type { SpanKind } from '../model/kind.ts';
import { type AttributeReader, parseJson } from './attribute-reader.ts';
import type { BodySource, Convention } from './convention.ts';
import { withPlainMessages } from './langchain-messages.ts';

function fields(reader: AttributeReader, sources: Record<string, string>, shape: Convention): Record<string, Json> {
  const body: Record<string, Json> = {};
  for (const [field, source] of Object.entries(sources)) {
    const value = reader.read(source, shape);
    if (value !== undefined) body[field] = Array.isArray(value) ? value.map((item) => parseJson(item)) : value;
    if (value !== undefined) reader.take(source);
  }
  return body;
}

function bodyOf(reader: AttributeReader, source: BodySource, shape: Convention): Json | undefined {
  if ('whole' in source) {
    const value = reader.read(source.whole, shape);
    if (value !== undefined) reader.take(source.whole);
    return value;
  }
  const parts = fields(reader, source.parts, shape);
  if (Object.keys(parts).length === 0) return undefined;
  return { ...parts, ...fields(reader, source.also ?? {}, shape) };
}

/**
 * Returns the input or output of a span, from the first form that is present. The other forms repeat it, so they are
 * kept out of the metadata too.
 */
export function spanBody(
  reader: AttributeReader,
  conventions: readonly Convention[],
  side: 'input' | 'output',
  kind: SpanKind,
): Json | undefined {
  let body: Json | undefined;
  for (const convention of conventions) {
    for (const source of convention[side] ?? []) {
      if (source.for !== undefined && !source.for.includes(kind)) continue;
      if (body === undefined) body = bodyOf(reader, source, convention);
      else if (convention.catchAll) continue;
      else if ('whole' in source) reader.take(source.whole);
      else for (const part of Object.values(source.parts)) reader.take(part);
    }
  }
  return body === undefined ? undefined : withPlainMessages(body);
}
