import { DEFAULT_PROJECT, idFault } from '@vitrine/core/model';
import type { Filter } from '@vitrine/core/filter';
import { z } from 'zod';
import { FIELD_GROUPS, parseRedaction } from '../../platform/auth/fields.ts';
import { EMBED_ACTIONS } from '../../platform/auth/permissions.ts';
import { Origin } from '../../platform/auth/origin.ts';
import { literal } from '../../storage/database/table-filters.ts';
import { compileFilters } from '../../tracing/query/compile-filters.ts';
import { parseFilters } from '../../tracing/query/parse-filters.ts';

/** Fields by which the scope of a token can be filtered: fields of the trace itself, not of its spans or scores. */
const SCOPE_FIELDS: ReadonlySet<string> = new Set([
  'created_by',
  'environment',
  'metadata',
  'name',
  'tags',
  'thread_id',
  'user_id',
]);

const Text = z.string().min(1).max(300);

const FilterText = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    const filter = attempt(() => parseFilters('traces', text), context);
    const other = filter?.find(({ field }) => !SCOPE_FIELDS.has(field));
    if (other) {
      const message = `"${other.field}" cannot decide what a token shows; expected ${[...SCOPE_FIELDS].join(', ')}`;
      context.addIssue({ code: 'custom', message });
    }
    return text;
  });

const RedactionText = z.string().transform((text, context) => {
  attempt(() => parseRedaction(text), context);
  return text;
});

/** Which traces a token shows: the traces of one project that match all conditions. At least one condition is needed. */
export const EmbedScope = z.strictObject({
  /** Name of the project. */
  project: Text.default(DEFAULT_PROJECT),
  /** Id of a trace. */
  trace: z
    .string()
    .toLowerCase()
    .refine((id) => idFault(id) === undefined, 'expected the id of a trace (UUIDv7)')
    .optional(),
  /** Id of a conversation. */
  thread: Text.optional(),
  /** The traces' `user_id`. */
  user: Text.optional(),
  /** A filter of traces, such as `metadata.tenant = "acme"`. */
  filter: FilterText.optional(),
});
export type EmbedScope = z.output<typeof EmbedScope>;

/** Whether a scope is narrower than its project. */
const hasCondition = ({ trace, thread, user, filter }: EmbedScope): boolean =>
  [trace, thread, user, filter].some((condition) => condition !== undefined && condition !== '');
const NO_CONDITION = 'expected at least one of trace, thread, user and filter';

/** A scope as a token contains it. */
export const NarrowScope = EmbedScope.refine(hasCondition, NO_CONDITION);

/** What an end user may see and do. */
export const EmbedGrant = EmbedScope.extend({
  /** `read`, and `feedback` for the user's own scores. */
  actions: z.array(z.enum(EMBED_ACTIONS)).min(1).default(['read']),
  /** Groups of fields; the conversation alone if left out. */
  show: z.array(z.enum(FIELD_GROUPS)).default(['conversation']),
  /** Rules for values that are replaced by `[redacted]`, such as `spans:tool.input` or `*.input.**.card_number`. */
  redact: z.array(RedactionText).max(50).default([]),
  /** Names of the scores that the user may give. */
  feedback: z.strictObject({ names: z.array(Text).min(1).max(20) }).default({ names: ['user_feedback'] }),
  /** Origins of the pages that may use it, such as `https://shop.example`; every page if empty. */
  origins: z.array(Origin).max(20).default([]),
}).refine(hasCondition, NO_CONDITION);
export type EmbedGrant = z.output<typeof EmbedGrant>;

/** What the bearer of a feedback token may do: give one score to one trace or conversation. It reads nothing. */
export const FeedbackGrant = z
  .strictObject({
    project: Text.default(DEFAULT_PROJECT),
    trace: EmbedScope.shape.trace,
    thread: EmbedScope.shape.thread,
    /** Name of the score. */
    name: Text.default('user_feedback'),
    /** Values that may be given; any number if left out. */
    values: z.array(z.number()).min(1).max(20).optional(),
  })
  .refine(({ trace, thread }) => (trace === undefined) !== (thread === undefined), 'expected either trace or thread');
export type FeedbackGrant = z.output<typeof FeedbackGrant>;

/**
 * Compiles the filter of a scope to a condition on `traces` without parameters.
 *
 * @throws if the condition is not about the trace alone, which the schema has refused already
 */
export function scopeCondition(text: string): string {
  const filter: Filter = parseFilters('traces', text);
  const { conditions, parameters } = compileFilters('traces', filter);
  const sql = conditions.join(' AND ').replaceAll(/\{(\w+):[^}]+\}/g, (_, name: string) => {
    if (!Object.hasOwn(parameters, name)) throw new Error(`the condition of a scope has the parameter ${name}`);
    return valueOf(parameters[name]);
  });
  return sql === '' ? '1' : sql;
}

/** Returns a parameter as SQL. */
function valueOf(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(valueOf).join(', ')}]`;
  if (typeof value === 'string') return literal(value);
  throw new Error('the condition of a scope has a value that is neither a text nor a number');
}

/** Runs a parser. Its error becomes an issue. */
function attempt<T>(parse: () => T, context: z.RefinementCtx): T | undefined {
  try {
    return parse();
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return undefined;
  }
}

/** Returns a grant's faults as one sentence. */
export function grantFault(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the grant'}: ${message}`).join('; ');
}
