import type { SpanKind } from '../model/kind.ts';

/**
 * Where a convention puts a value: an attribute's name, or a prefix and `.*` for a value that is spread over many
 * attributes (`llm.input_messages.*` gathers `llm.input_messages.0.message.role` and its siblings into a list). For plain
 * values also `attribute#key`: a field of an object, or of its JSON, in one attribute.
 */
export type Source = string;

/** One way in which a body may be written. The first of a list whose sources are there is taken. */
export type BodySource =
  /** The source's value is the body. */
  | { whole: Source }
  /** The body is an object: `parts` are its fields, at least one of them is there; `also` come along. */
  | { parts: Record<string, Source>; also?: Record<string, Source> };

/** Token counts as conventions give them: `prompt` includes cached tokens, `completion` includes reasoning. */
export type UsageCount = 'prompt' | 'completion' | 'total' | 'cache_read' | 'cache_write' | 'reasoning';

/** Fields with one plain value. */
export type ScalarField =
  | 'model'
  | 'provider'
  | 'thread_id'
  | 'environment'
  | 'project_name'
  | 'opik_trace_id'
  | 'opik_parent_span_id';

/**
 * How one semantic convention writes a span: a table from our fields to its attributes. In every list the first source
 * that is there wins.
 */
export interface Convention {
  /** A span speaks the convention when one of its attributes starts so (or is called so). */
  prefixes: string[];
  /** An attribute whose value (in lower case) tells the kind. */
  kinds?: { from: string; as: Record<string, SpanKind> }[];
  /** Attributes whose mere presence tells the kind, for spans that no value tells it of. A final dot makes a prefix. */
  markers?: [attribute: string, kind: SpanKind][];
  scalars?: Partial<Record<ScalarField, Source[]>>;
  /** What people call a span of some kind, where its own name says it in more words. */
  names?: Partial<Record<SpanKind, Source[]>>;
  usage?: Partial<Record<UsageCount, Source[]>>;
  /** Every other number below this prefix is kept in the usage under the rest of its name. */
  usagePrefix?: string;
  /** Names below the prefix of numbers that the counts hold already (a final `*` for any ending). The others are unknown. */
  usageParts?: string[];
  /** Instrumentations (the scope's name) whose prompt is without the tokens that were read from or written to a cache. */
  cacheExcluded?: string[];
  /** USD. */
  cost?: Source[];
  input?: BodySource[];
  output?: BodySource[];
  /** True where its bodies may be anything: they are no repetition of what another convention says. */
  catchAll?: boolean;
  /** Attributes that say nothing once the bodies are read. */
  drop?: Source[];
  /** Names that wrap each element of a spread list, such as `message` in `llm.input_messages.0.message.role`. */
  wrappers?: string[];
  /** Names inside spread lists that have another name here. */
  renames?: Record<string, string>;
  /** True where a span with a recorded exception failed even if its status is OK. */
  exceptionsFail?: boolean;
  tags?: Source[];
  /** Objects (or their JSON) that are merged into the metadata. */
  metadata?: Source[];
  /** Time to the first token: where, and how many ms one of its units has; `moment` for a date and time instead. */
  ttft?: { from: Source; unitMs: number | 'moment' }[];
}
