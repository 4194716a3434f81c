import type { Attachment } from './attachment.ts';
import type { PromptReference } from './prompt-reference.ts';
import type { ScoreOptions } from './score-options.ts';

/** What may be said of a trace or span at any time: when it starts, by an update, or when it ends. */
export interface Details {
  name?: string | undefined;
  /** Any value; what JSON cannot hold is shown as well as it goes. It is read at the call: later changes do not show. */
  input?: unknown;
  output?: unknown;
  /** Replaces the metadata as a whole. */
  metadata?: unknown;
  /** Replaces the tags as a whole. */
  tags?: readonly string[] | undefined;
  startTime?: Date | number | undefined;
  /** A Date, or ms since the epoch. */
  endTime?: Date | number | undefined;
  /** What went wrong: anything that was thrown, or the wire's `{ exception_type, message, traceback }`. */
  errorInfo?: unknown;
  environment?: string | undefined;
  /** Time to the first token, in ms. */
  ttft?: number | undefined;
  /** Verdicts; each is a score of its own. */
  feedbackScores?: readonly ScoreOptions[] | undefined;
  /** Files; they are sent in the background too. */
  attachments?: readonly Attachment[] | undefined;
  /** The versions of prompts that were used. */
  prompts?: readonly PromptReference[] | undefined;
}

/** What an update or the end of a trace may say. */
export interface TraceUpdateOptions extends Details {
  /** Traces of a project with the same thread id are one conversation. */
  threadId?: string | undefined;
}

/** How a trace starts. */
export interface TraceOptions extends TraceUpdateOptions {
  /** A UUIDv7; a new one where absent. */
  id?: string | undefined;
  name: string;
  /** The client's project where absent. */
  projectName?: string | undefined;
}
