import type { SpanKind, SpanType } from '../model/kind.ts';

/** How a tracked function is recorded. */
export interface TrackOptions {
  /** The function's own name where absent. */
  name?: string | undefined;
  kind?: SpanKind | undefined;
  type?: SpanType | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  metadata?: unknown;
  tags?: readonly string[] | undefined;
  /** Of the trace that an outermost call makes. */
  threadId?: string | undefined;
  /** Of the trace that an outermost call makes; the client's where absent. */
  projectName?: string | undefined;
  /** False keeps the arguments out. */
  captureInput?: boolean | undefined;
  /** False keeps the result out. */
  captureOutput?: boolean | undefined;
}
