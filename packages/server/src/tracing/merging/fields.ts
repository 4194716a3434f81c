import {
  ledgerOfUsage,
  preview,
  typeOfKind,
  usageOfLedger,
  type Json,
  type Ledger,
  type SpanUpdate,
  type TraceUpdate,
} from '@vitrine/core/model';

import type { Columns } from '../../storage/tables/column.ts';
import { SPAN_COLUMNS, TRACE_COLUMNS } from '../../storage/tables/rows.ts';

/**
 * Columns that a write sets, by name. Some fields set several columns ({@link DERIVED_COLUMNS}). It is plain data in
 * one object, because many writes are in memory at once.
 */
export type Fields = Record<string, unknown>;

/** Further columns that a field sets. */
export const DERIVED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  input: ['input_preview'],
  output: ['output_preview'],
  metadata: ['metadata_flat'],
  error_info: ['error_type'],
  total_estimated_cost: ['cost_status', 'unpriced_parts'],
};

/** Maximum number of metadata paths that are stored flat for filters, and maximum length of each, in characters. */
const FLAT_KEYS = 256;
const FLAT_LENGTH = 1_000;

type Setter<Value> = (fields: Fields, value: Value) => void;

const text =
  (column: string): Setter<string> =>
  (fields, value) => {
    fields[column] = value.toWellFormed();
  };
const plain =
  (column: string): Setter<unknown> =>
  (fields, value) => {
    fields[column] = value;
  };

/** Returns the setters of fields that set only the column of their name. */
function ownSetters(columns: Columns): Record<string, Setter<never>> {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, { write }]) =>
      write ? [[name, write === 'text' ? text(name) : plain(name)]] : [],
    ),
  );
}

/** Setters of the other fields. An absent or null field sets nothing. */
const DERIVING = {
  input: (fields: Fields, value: Json) => {
    fields['input'] = JSON.stringify(value);
    fields['input_preview'] = preview(value, 'input');
  },
  output: (fields: Fields, value: Json) => {
    fields['output'] = JSON.stringify(value);
    fields['output_preview'] = preview(value, 'output');
  },
  metadata: (fields: Fields, value: Json) => {
    fields['metadata'] = JSON.stringify(value);
    fields['metadata_flat'] = flatten(value);
  },
  tags: (fields: Fields, value: string[]) => {
    fields['tags'] = [...new Set(value.map((tag) => tag.toWellFormed()))];
  },
  error_info: (fields: Fields, value: { exception_type: string }) => {
    fields['error_info'] = JSON.stringify(value);
    fields['error_type'] = value.exception_type.toWellFormed();
  },
};

const TRACE: Record<string, Setter<never>> = { ...ownSetters(TRACE_COLUMNS), ...DERIVING };

const SPAN: Record<string, Setter<never>> = {
  ...ownSetters(SPAN_COLUMNS),
  ...DERIVING,
  parent_span_id: (fields: Fields, value: string) => {
    fields['parent_span_id'] = value.toLowerCase();
  },
  total_estimated_cost: (fields: Fields, value: number) => {
    fields['total_estimated_cost'] = value;
    fields['cost_status'] = 'manual';
    fields['unpriced_parts'] = [];
  },
};

/** Names of all fields of traces and spans. Each is also the name of a column. */
export const FIELD_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(TRACE),
  ...Object.keys(SPAN),
  'usage',
  'ledger',
]);

/** Update of a trace, with the field that only OpenTelemetry sends. */
export type TraceFieldsSource = Omit<TraceUpdate, 'tags_to_add' | 'tags_to_remove'> & { otel_trace_id?: string };

const TRACE_FIELDS = Object.entries(TRACE);
const SPAN_FIELDS = Object.entries(SPAN);

/** Returns the columns that a write of a trace sets. */
export function columnsOfTrace(write: TraceFieldsSource): Fields {
  return collect(TRACE_FIELDS, write);
}

/**
 * Returns the columns that a write of a span sets. Of kind and type, and of usage and ledger, each is derived from the
 * other if only one is given.
 */
export function columnsOfSpan(write: Omit<SpanUpdate, 'tags_to_add' | 'tags_to_remove'>): Fields {
  const fields = collect(SPAN_FIELDS, write);
  if (write.usage && !write.model) setModelOfMetadata(fields, write.metadata);
  if (!write.type && write.kind) fields['type'] = typeOfKind(write.kind);
  if (!write.kind && write.type) fields['kind'] = write.type;
  if (write.usage) {
    const usage = counts(write.usage);
    const derived = usage['total_tokens'] === undefined || !write.ledger ? ledgerOfUsage(usage) : undefined;
    fields['usage'] = withTotals(usage, derived);
    if (derived && !write.ledger) fields['ledger'] = derived;
  }
  if (write.ledger) {
    const ledger = counts(write.ledger);
    fields['ledger'] = ledger;
    const whole = { input: 0, cache_read: 0, cache_write: 0, output: 0, reasoning: 0, ...ledger };
    if (!write.usage) fields['usage'] = usageOfLedger(whole);
  }
  return fields;
}

/** Sets model and provider from the metadata, where Opik's exporter for the Vercel AI SDK puts them. */
function setModelOfMetadata(fields: Fields, metadata: Json | null | undefined): void {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return;
  const { model, system } = metadata;
  if (typeof model !== 'string') return;
  fields['model'] = model.toWellFormed();
  if (typeof system === 'string') fields['provider'] ??= system.toWellFormed();
}

function collect(table: readonly [string, Setter<never>][], write: object): Fields {
  const fields: Fields = {};
  for (const [name, set] of table) {
    const value = (write as Record<string, unknown>)[name];
    if (value !== undefined && value !== null) set(fields, value as never);
  }
  return fields;
}

/** Rounds the counts, and leaves out nulls. */
function counts(usage: Readonly<Record<string, number | null | undefined>>): Record<string, number> {
  const result: Record<string, number> = {};
  for (const name of Object.keys(usage)) {
    const value = usage[name];
    if (value !== null && value !== undefined) result[name.toWellFormed()] = Math.round(value);
  }
  return result;
}

/** Adds the counts under the wire names if a client sent only its provider's own names. */
function withTotals(usage: Record<string, number>, ledger: Ledger | undefined): Record<string, number> {
  if (usage['total_tokens'] !== undefined || !ledger) return usage;
  return { ...usageOfLedger(ledger), ...usage };
}

/** Returns the scalar values of metadata by dotted path, for filters by equality. */
function flatten(metadata: Json): Record<string, string> {
  const flat: Record<string, string> = {};
  let left = FLAT_KEYS;
  const walk = (value: Json, path: string, depth: number): void => {
    if (left <= 0 || depth > 8) return;
    if (typeof value !== 'object' || value === null) {
      if (path === '' || value === null) return;
      flat[path.slice(0, FLAT_LENGTH).toWellFormed()] = String(value).slice(0, FLAT_LENGTH).toWellFormed();
      left--;
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (left <= 0) return;
        walk(item, `${path}[${index}]`, depth + 1);
      }
    } else {
      for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : `${path}.${key}`, depth + 1);
    }
  };
  walk(metadata, '', 0);
  return flat;
}
