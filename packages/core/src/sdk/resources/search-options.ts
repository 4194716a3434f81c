/** What narrows a search. */
export interface SearchOptions {
  /** The client's where absent. */
  projectName?: string | undefined;
  /**
   * A condition in the filter language, such as `tags contains "vip" AND duration > 2000`.
   *
   * @see the page "Filters" of the documentation
   */
  filter?: string | undefined;
  /** The most that is given, newest first. All where absent. */
  maxResults?: number | undefined;
  /** Where to go on: only what is older than this id. Of threads it is their `thread_model_id`. */
  after?: string | undefined;
  /** Only what started at this time or later. */
  from?: Date | undefined;
  /** Only what started before this time. */
  to?: Date | undefined;
  /** True shortens long texts. False. */
  truncate?: boolean | undefined;
  /** Fields to leave out, such as `input`. */
  exclude?: readonly string[] | undefined;
}

export interface SpanSearchOptions extends SearchOptions {
  /** Only the spans of this trace. */
  traceId?: string | undefined;
  /** Only spans of this type. */
  type?: 'general' | 'tool' | 'llm' | 'guardrail' | undefined;
}
