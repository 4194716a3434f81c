import type { Attachment } from './attachment.ts';
import type { PromptReference } from './prompt-reference.ts';
import type { ScoreOptions } from './score-options.ts';

/** Fields that a trace or span can have at its start, in an update and at its end. */
export interface Details {
  name?: string | undefined;
  /** Any value, converted to JSON at the call. Later changes to the value have no effect. */
  input?: unknown;
  output?: unknown;
  /** Replaces the metadata as a whole. */
  metadata?: unknown;
  /** Replaces the tags as a whole. */
  tags?: readonly string[] | undefined;
  /** A Date, or ms since the epoch. */
  startTime?: Date | number | undefined;
  /** A Date, or ms since the epoch. */
  endTime?: Date | number | undefined;
  /** Error: any thrown value, or the wire's `{ exception_type, message, traceback }`. */
  errorInfo?: unknown;
  environment?: string | undefined;
  /** Time to the first token, in ms. */
  ttft?: number | undefined;
  /** Feedback scores. */
  feedbackScores?: readonly ScoreOptions[] | undefined;
  /** Files. They are sent in the background too. */
  attachments?: readonly Attachment[] | undefined;
  /** Used prompts and their versions. */
  prompts?: readonly PromptReference[] | undefined;
}

/** Fields that an update or the end of a trace can change. */
export interface TraceUpdateOptions extends Details {
  /** Thread of the trace. Traces of a project with the same thread id are one conversation. */
  threadId?: string | undefined;
  /** End user whom the trace is about. Embed tokens show the traces of a user. */
  userId?: string | undefined;
}

/** Fields of a new trace. */
export interface TraceOptions extends TraceUpdateOptions {
  /** A UUIDv7. Default: a new one. */
  id?: string | undefined;
  name: string;
  /** Default: the client's project. */
  projectName?: string | undefined;
}

/** Fields that an update of a trace by its id can change. */
export interface StoredTraceUpdate extends TraceUpdateOptions {
  /** Project of the trace if the server does not have it yet. It is an error to name another one than the stored. */
  projectName?: string | undefined;
}
