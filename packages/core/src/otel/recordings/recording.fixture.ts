import { readFileSync } from 'node:fs';
import type { Json } from '../../model/json.ts';
import { mapSpan } from '../map-span.ts';
import type { MappedSpan } from '../mapped-span.ts';
import type { OtelSpan } from '../otel-span.ts';

interface Value {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: string | number;
  doubleValue?: number;
  arrayValue?: { values?: Value[] };
  kvlistValue?: { values?: Attribute[] };
}
interface Attribute {
  key: string;
  value?: Value;
}
interface Recording {
  resourceSpans: {
    resource?: { attributes?: Attribute[] };
    scopeSpans: {
      scope?: { name: string; version?: string };
      spans: (Omit<OtelSpan, 'attributes' | 'events' | 'links' | 'resource'> & {
        attributes?: Attribute[];
        events?: { name: string; timeUnixNano: string; attributes?: Attribute[] }[];
      })[];
    }[];
  }[];
}

function plainValue(value: Value = {}): Json {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plainValue);
  if (value.kvlistValue) return plain(value.kvlistValue.values);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? null;
}

function plain(attributes: Attribute[] = []): Record<string, Json> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}

/** A span of a recording, and what the mapping makes of it. */
export interface Replayed {
  otel: OtelSpan;
  mapped: MappedSpan;
  children: Replayed[];
}

/** The traces of a recording as trees of mapped spans, each level in the order of start. */
export function replay(name: string): Replayed[] {
  const text = readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8');
  const { resourceSpans } = JSON.parse(text) as Recording;
  const spans = resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans: recorded }) =>
      recorded.map((span): OtelSpan => ({
        ...span,
        attributes: plain(span.attributes),
        events: (span.events ?? []).map((event) => ({ ...event, attributes: plain(event.attributes) })),
        resource: plain(resource?.attributes),
        scope,
      })),
    ),
  );
  const all = spans
    .toSorted((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
    .map((otel): Replayed => ({ otel, mapped: mapSpan(otel), children: [] }));
  const byId = new Map(all.map((span) => [span.otel.spanId, span]));
  for (const span of all) byId.get(span.otel.parentSpanId ?? '')?.children.push(span);
  return all.filter(({ otel }) => !byId.has(otel.parentSpanId ?? ''));
}

/** All spans of some trees, parents first. */
export function everySpan(roots: readonly Replayed[]): MappedSpan[] {
  return roots.flatMap(({ mapped, children }) => [mapped, ...everySpan(children)]);
}

function line({ name, kind, model, provider, ledger, error_info, thread_id }: MappedSpan): string {
  const tokens =
    ledger && `in ${ledger.input}+${ledger.cache_read}+${ledger.cache_write} out ${ledger.output}+${ledger.reasoning}`;
  const served = model && `${provider ?? '?'}/${model}`;
  const details = [served, tokens, thread_id && `@${thread_id}`, error_info && `! ${error_info.exception_type}`];
  return [`${kind}: ${name}`, ...details.filter(Boolean)].join(' | ');
}

/**
 * Trees as indented lines: `kind: name | provider/model | in uncached+read+written out answer+reasoning | @thread |
 * !error`.
 */
export function drawn(roots: readonly Replayed[], depth = 0): string[] {
  return roots.flatMap(({ mapped, children }) => [
    `${'  '.repeat(depth)}${line(mapped)}`,
    ...drawn(children, depth + 1),
  ]);
}
