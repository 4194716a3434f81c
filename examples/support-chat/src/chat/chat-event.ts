/** A line of the answer to `POST /api/chat`. */
export type ChatEvent =
  /** The first line. */
  | { type: 'start'; trace_id: string; thread_id: string }
  /** More of the answer, as markdown. */
  | { type: 'text'; text: string }
  /** A tool at work. Those of one call have the same id. */
  | { type: 'tool'; id: string; name: string; input: unknown; state: 'running' | 'done' | 'failed' }
  /** The agent failed. What was said before stands. */
  | { type: 'error'; message: string }
  /** The last line, always. */
  | { type: 'end'; trace_id: string; thread_id: string };
