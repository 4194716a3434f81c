import type { SpanKind } from '../model/kind.ts';

/**
 * Attribute from which a value is read: a name, or a prefix and `.*` for a value that is spread over many attributes
 * (`llm.input_messages.*` collects `llm.input_messages.0.message.role` and its siblings into a list). Also
 * `attribute#key` or `attribute#path.to.0.key`: a field of an object or list, or of its JSON, in one attribute.
 */
export type Source = string;

/** One form of an input or output. The first form of a list whose sources are present is used. */
export type BodySource = (
  | /** The value of the source is the body. */
    { whole: Source }
  /** The body is an object. At least one field of `parts` is present; `also` has further, optional fields. */
  | { parts: Record<string, Source>; also?: Record<string, Source> }
) & {
  /** Kinds of spans that have this form. Default: all. */
  for?: readonly SpanKind[];
};

/** Token counts of conventions: `prompt` includes cached tokens, `completion` includes reasoning. */
export type UsageCount = 'prompt' | 'completion' | 'total' | 'cache_read' | 'cache_write' | 'reasoning';

/** Counts that are parts of other counts, such as the audio tokens within the prompt, and numbers of calls. */
export type UsageDetail =
  | 'cache_write_1h'
  | 'input_audio'
  | 'input_image'
  | 'cache_read_audio'
  | 'output_audio'
  | 'output_image'
  | 'web_search_requests';

/** Fields with one plain value. */
export type ScalarField =
  | 'model'
  | 'provider'
  | 'thread_id'
  | 'user_id'
  | 'environment'
  | 'project_name'
  | 'opik_trace_id'
  | 'opik_parent_span_id'
  | 'opik_span_id'
  | 'service_tier';

/**
 * Table from our fields to the attributes of one semantic convention. In every list the first source that is present
 * wins.
 */
export interface Convention {
  /** Names of attributes, or prefixes that end in a dot. A span with at least one of them uses the convention. */
  prefixes: string[];
  /** Attributes whose value shows that a span uses the convention, for conventions without names of their own. */
  values?: Record<string, readonly string[]>;
  /** Attributes whose value (in lower case) determines the kind. `*` at the beginning matches any beginning. */
  kinds?: { from: string; as: Record<string, SpanKind> }[];
  /** Attributes whose presence determines the kind if no value does. A final dot makes a prefix. */
  markers?: [attribute: string, kind: SpanKind][];
  scalars?: Partial<Record<ScalarField, Source[]>>;
  /** Attributes with a shorter name than the span's own, by kind. */
  names?: Partial<Record<SpanKind, Source[]>>;
  usage?: Partial<Record<UsageCount, Source[]>>;
  details?: Partial<Record<UsageDetail, Source[]>>;
  /** Whether its cached tokens are not in the prompt, or its reasoning is not in the completion. */
  separate?: ('cache' | 'reasoning')[];
  /** Prefix of numbers that are kept in the usage under the rest of their names. */
  usagePrefix?: string;
  /** Names below the prefix that the counts already include (a final `*` for any ending). Others are unknown usage. */
  usageParts?: string[];
  /** Attributes below the prefix that are objects with counts, as JSON or as Python writes them. */
  usageObjects?: string[];
  /** Instrumentations (by scope name) whose prompt count excludes the tokens read from or written to a cache. */
  cacheExcluded?: string[];
  /** Attributes with the cost in USD. */
  cost?: Source[];
  /** Prefixes of attributes with parts of the cost. */
  costParts?: string[];
  input?: BodySource[];
  output?: BodySource[];
  /** Whether its bodies are independent of other conventions, and not a repetition of their bodies. */
  catchAll?: boolean;
  /** Attributes that are redundant once the bodies are read. */
  drop?: Source[];
  /** Names that wrap each element of a spread list, such as `message` in `llm.input_messages.0.message.role`. */
  wrappers?: string[];
  /** New names for names inside spread lists. */
  renames?: Record<string, string>;
  /** Whether a span with a recorded exception failed even if its status is OK. */
  exceptionsFail?: boolean;
  tags?: Source[];
  /** Objects (or their JSON) that are merged into the metadata. */
  metadata?: Source[];
  /** Time to the first token: its attribute, and the length of its unit in ms, or `moment` if it is a date and time. */
  ttft?: { from: Source; unitMs: number | 'moment' }[];
}
