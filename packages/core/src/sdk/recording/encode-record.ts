import { usageOfLedger } from '../../model/ledger.ts';
import { typeOfKind } from '../../model/type-of-kind.ts';
import type { Ledger, Usage } from '../../model/usage.ts';
import type { SpanUpdateOptions } from '../options/span-options.ts';
import type { TraceUpdateOptions } from '../options/trace-options.ts';
import { usOf } from '../serialize/microseconds.ts';
import { errorInfoOf } from '../serialize/error-info-of.ts';
import { jsonText } from '../serialize/json-text.ts';
import type { WireFields } from '../serialize/wire-fields.ts';

/** Encodes the value of an option; `undefined` leaves the field out. */
type Encode = (value: never) => string | number | undefined;

const text: Encode = (value: unknown) => jsonText(typeof value === 'string' ? value : String(value));
const number: Encode = (value: number) => (Number.isFinite(value) ? String(value) : undefined);
const strings: Encode = (value: readonly unknown[]) => jsonText(Array.from(value, String));
const errorInfo: Encode = (value: unknown) => jsonText(errorInfoOf(value));
const time: Encode = (value: Date | number) => usOf(value);
const counts: Encode = (value: Record<string, unknown>) =>
  jsonText(
    Object.fromEntries(
      Object.entries(value)
        // Some clients return 64-bit integers as BigInt.
        .map(([name, count]) => [name, typeof count === 'bigint' ? Number(count) : count])
        .filter(([, count]) => Number.isFinite(count)),
    ),
  );

/** Changes inputs, outputs and metadata before they are encoded, at once or later. */
export type Protect = (value: unknown, field: string) => unknown;

/** Fields that are being anonymized. */
interface LateFields {
  names: readonly string[];
  /** Memory that they take, in bytes. */
  bytes: number;
  /** The encoded fields. It never rejects. */
  fields: Promise<WireFields>;
}

/** Fields of the wire, and those that follow when they are anonymized. */
export interface Encoded {
  fields: WireFields;
  late: LateFields | undefined;
}

/** Names of the fields that anonymizers change. */
export const PRIVATE_FIELDS: readonly string[] = ['input', 'output', 'metadata'];

interface Field {
  field: string;
  encode: Encode;
  /** Whether the field may contain personal data. */
  isPrivate?: boolean;
}

const DETAILS: Record<string, Field> = {
  name: { field: 'name', encode: text },
  input: { field: 'input', encode: jsonText, isPrivate: true },
  output: { field: 'output', encode: jsonText, isPrivate: true },
  metadata: { field: 'metadata', encode: jsonText, isPrivate: true },
  tags: { field: 'tags', encode: strings },
  startTime: { field: 'start_time', encode: time },
  endTime: { field: 'end_time', encode: time },
  errorInfo: { field: 'error_info', encode: errorInfo },
  environment: { field: 'environment', encode: text },
  ttft: { field: 'ttft', encode: number },
};

const TRACE = new Map(
  Object.entries({
    ...DETAILS,
    threadId: { field: 'thread_id', encode: text },
    userId: { field: 'user_id', encode: text },
  }),
);

const SPAN = new Map(
  Object.entries({
    ...DETAILS,
    type: { field: 'type', encode: text },
    kind: { field: 'kind', encode: text },
    model: { field: 'model', encode: text },
    provider: { field: 'provider', encode: text },
    serviceTier: { field: 'service_tier', encode: text },
    usage: { field: 'usage', encode: counts },
    ledger: { field: 'ledger', encode: counts },
    totalEstimatedCost: { field: 'total_estimated_cost', encode: number },
  }),
);

async function encodeLate(values: ReadonlyMap<string, Promise<unknown>>): Promise<WireFields> {
  const fields: WireFields = {};
  for (const [field, value] of values) fields[field] = jsonText(await value) ?? 'null';
  return fields;
}

function encodeAll(fields: ReadonlyMap<string, Field>, given: object, protect: Protect | undefined): Encoded {
  const options = given as Readonly<Record<string, unknown>>;
  const wire: WireFields = {};
  let values: Map<string, Promise<unknown>> | undefined;
  let bytes = 0;
  // Iterates over the given options rather than over all fields, because most calls set only a few.
  for (const option in options) {
    const known = fields.get(option);
    let value = options[option];
    if (known === undefined || value === undefined) continue;
    const { field, encode, isPrivate } = known;
    if (value === null && encode !== jsonText) continue;
    if (isPrivate === true && protect !== undefined) {
      const changed = protect(value, field);
      if (changed instanceof Promise) {
        values ??= new Map();
        values.set(field, changed);
        bytes += jsonText(value)?.length ?? 0;
        continue;
      }
      value = changed;
    }
    const json = encode(value as never);
    if (json !== undefined) wire[field] = json;
  }
  const late = values === undefined ? undefined : { names: [...values.keys()], bytes, fields: encodeLate(values) };
  return { fields: wire, late };
}

/** Encodes the options of a trace as fields of the wire. */
export function encodeTrace(options: TraceUpdateOptions, protect?: Protect): Encoded {
  return encodeAll(TRACE, options, protect);
}

const NO_TOKENS: Ledger = { input: 0, cache_read: 0, cache_write: 0, output: 0, reasoning: 0 };

/**
 * Converts a ledger to usage with the names of the wire format, including cached and reasoning tokens if there are any.
 */
export function usageFromLedger(given: Partial<Ledger>): Usage {
  const ledger = { ...NO_TOKENS, ...given };
  const usage = usageOfLedger(ledger);
  if (ledger.cache_read > 0) usage['cache_read_input_tokens'] = ledger.cache_read;
  if (ledger.cache_write > 0) usage['cache_creation_input_tokens'] = ledger.cache_write;
  if (ledger.reasoning > 0) usage['reasoning_tokens'] = ledger.reasoning;
  return usage;
}

/**
 * Encodes the options of a span as fields of the wire. `type` is derived from `kind`, and `usage` from `ledger`, if
 * they are absent.
 */
export function encodeSpan(options: SpanUpdateOptions, protect?: Protect): Encoded {
  const encoded = encodeAll(SPAN, options, protect);
  const { fields: wire } = encoded;
  const { kind, ledger } = options;
  if (kind !== undefined && wire['type'] === undefined) wire['type'] = `"${typeOfKind(kind)}"`;
  if (ledger !== undefined && wire['usage'] === undefined) {
    wire['usage'] = JSON.stringify(usageFromLedger(ledger));
  }
  return encoded;
}
