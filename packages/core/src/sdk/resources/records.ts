import type { FeedbackScore } from '../../model/feedback-score.ts';
import type { SpanWrite } from '../../model/span.ts';
import type { TraceWrite } from '../../model/trace.ts';

/** What the server adds to what was written. */
interface Derived {
  id: string;
  project_id: string;
  start_time: string;
  created_at?: string | undefined;
  created_by?: string | undefined;
  last_updated_at?: string | undefined;
  /** In ms. */
  duration?: number | null | undefined;
  /** Token counts; of a trace the sums over its spans. */
  usage?: Record<string, number> | null | undefined;
  /** USD; absent where no price is known. */
  total_estimated_cost?: number | null | undefined;
  feedback_scores?: FeedbackScore[] | null | undefined;
  comments?: { id: string; text: string; created_at: string; created_by: string }[] | null | undefined;
}

/** A trace as it is read. */
export type TraceRecord = Omit<TraceWrite, keyof Derived> &
  Derived & { span_count?: number; llm_span_count?: number; thread_id?: string | null };

/** A span as it is read. */
export type SpanRecord = Omit<SpanWrite, keyof Derived> & Derived;

/** A conversation as it is read. */
export interface ThreadRecord extends Omit<Derived, 'project_id'> {
  /** The thread id that its traces have. */
  id: string;
  project_id?: string;
  /** The server's own id of it. */
  thread_model_id?: string;
  end_time?: string | null;
  /** The input of its first trace, and the output of its last. */
  first_message?: unknown;
  last_message?: unknown;
  number_of_messages: number;
  status?: 'active' | 'inactive';
  tags?: string[] | null;
}

export interface ProjectRecord {
  id: string;
  name: string;
  description?: string | null;
  created_at?: string;
  last_updated_trace_at?: string | null;
}

/** A lifecycle stage that is known by name. */
export interface EnvironmentRecord {
  id: string;
  name: string;
  description?: string | null;
  color?: string | null;
}

/** A stored file of a trace or span. */
export interface AttachmentRecord {
  file_name: string;
  /** In bytes. */
  file_size: number;
  mime_type: string;
  link?: string;
}
