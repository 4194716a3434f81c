/** Options of a search. */
export interface SearchOptions {
  /** Default: the client's project. */
  projectName?: string | undefined;
  /**
   * A condition in the filter language, such as `tags contains "vip" AND duration > 2000`.
   *
   * @see docs/filters.md
   */
  filter?: string | undefined;
  /** Maximum number of results, newest first. Default: all. */
  maxResults?: number | undefined;
  /** Returns only results that are older than this id. For threads it is a `thread_model_id`. */
  after?: string | undefined;
  /** Returns only results that started at this time or later. */
  from?: Date | undefined;
  /** Returns only results that started before this time. */
  to?: Date | undefined;
  /** Whether long texts are shortened. Default: false. */
  truncate?: boolean | undefined;
  /** Fields that are left out, such as `input`. */
  exclude?: readonly string[] | undefined;
}

/** Options of a search for spans. */
export interface SpanSearchOptions extends SearchOptions {
  /** Returns only spans of this trace. */
  traceId?: string | undefined;
  /** Returns only spans of this type. */
  type?: 'general' | 'tool' | 'llm' | 'guardrail' | undefined;
}
