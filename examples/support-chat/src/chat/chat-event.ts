/** Line of the response to `POST /api/chat`. */
export type ChatEvent =
  /** The first line. */
  | { type: 'start'; trace_id: string; thread_id: string }
  /** Next part of the answer, as Markdown. */
  | { type: 'text'; text: string }
  /** State of a tool call. Events of the same call have the same id. */
  | { type: 'tool'; id: string; name: string; input: unknown; state: 'running' | 'done' | 'failed' }
  /** Failure of the agent. Earlier parts of the answer remain valid. */
  | { type: 'error'; message: string }
  /** The last line, also after a failure. */
  | { type: 'end'; trace_id: string; thread_id: string };
