import type { FeedbackScore } from '../../model/feedback-score.ts';
import type { SpanWrite } from '../../model/span.ts';
import type { TraceWrite } from '../../model/trace.ts';

/** Fields that the server adds to the written ones. */
interface Derived {
  id: string;
  project_id: string;
  start_time: string;
  created_at?: string | undefined;
  created_by?: string | undefined;
  last_updated_at?: string | undefined;
  /** Duration in ms. */
  duration?: number | null | undefined;
  /** Token counts; for a trace the sums over its spans. */
  usage?: Record<string, number> | null | undefined;
  /** Cost in USD; absent if no price is known. */
  total_estimated_cost?: number | null | undefined;
  feedback_scores?: FeedbackScore[] | null | undefined;
  comments?: { id: string; text: string; created_at: string; created_by: string }[] | null | undefined;
}

/** A trace on the server. */
export type TraceRecord = Omit<TraceWrite, keyof Derived> &
  Derived & { span_count?: number; llm_span_count?: number; thread_id?: string | null };

/** A span on the server. */
export type SpanRecord = Omit<SpanWrite, keyof Derived> & Derived;

/** A thread (conversation) on the server. */
export interface ThreadRecord extends Omit<Derived, 'project_id'> {
  /** Thread id of its traces. */
  id: string;
  project_id?: string;
  /** Id that the server assigned to the thread. */
  thread_model_id?: string;
  end_time?: string | null;
  /** Input of the first trace. */
  first_message?: unknown;
  /** Output of the last trace. */
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

/** A lifecycle stage, such as `production`. */
export interface EnvironmentRecord {
  id: string;
  name: string;
  description?: string | null;
  color?: string | null;
}

/** A stored file of a trace or span. */
export interface AttachmentRecord {
  file_name: string;
  /** Size in bytes. */
  file_size: number;
  mime_type: string;
  link?: string;
}
