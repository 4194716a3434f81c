import type { SpanUpdateOptions } from '../options/span-options.ts';
import type { Details, TraceUpdateOptions } from '../options/trace-options.ts';

/** Fields of the traces and spans that start inside some code. */
export interface AddedFields {
  trace?: Pick<TraceUpdateOptions, 'threadId' | 'userId' | 'tags' | 'metadata' | 'environment'> | undefined;
  span?: Pick<SpanUpdateOptions, 'tags' | 'metadata'> | undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds metadata to given metadata, unless that is no object. */
export function withMetadata(given: unknown, added: unknown): unknown {
  if (given === undefined || !isObject(added)) return given ?? added;
  return isObject(given) ? { ...added, ...given } : given;
}

/** Adds fields to those of a new trace or span. Its own take precedence; tags are joined, metadata is merged by key. */
export function withAdded<O extends Details>(options: O, added: AddedFields['trace']): O {
  if (added === undefined) return options;
  const { tags, metadata, ...rest } = added;
  const own = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<O>;
  return {
    ...options,
    ...rest,
    ...own,
    ...(tags !== undefined && { tags: [...new Set([...tags, ...(options.tags ?? [])])] }),
    metadata: withMetadata(options.metadata, metadata),
  };
}
