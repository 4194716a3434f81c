import { z } from 'zod';
import { DateTime } from './date-time.ts';
import { ErrorInfo } from './error-info.ts';
import { Json } from './json.ts';

/** Maximum length of a thread id, because requests contain lists of them. */
export const MAX_THREAD_ID = 10_000;
/** Maximum number of characters of a `user_id`. */
export const MAX_USER_ID = 300;

/** Origin of a trace or span. */
export const Source = z.enum(['sdk', 'experiment', 'playground', 'optimization']);
export type Source = z.infer<typeof Source>;

/**
 * A trace as clients write it: one run of an agent, from a question to its answer. Every field except `start_time` may
 * be added later by an update.
 *
 * @example
 * { "id": "0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11", "name": "support answer", "start_time": "2026-01-15T09:30:00.123Z" }
 */
export const TraceWrite = z.object({
  /** UUIDv7. Default: the server makes one. */
  id: z.string().nullish(),
  /** Name of the project. Default: `Default Project`. The write creates the project if it does not exist. */
  project_name: z.string().nullish(),
  name: z.string().nullish(),
  start_time: DateTime,
  end_time: DateTime.nullish(),
  input: Json.nullish(),
  output: Json.nullish(),
  metadata: Json.nullish(),
  tags: z.array(z.string()).nullish(),
  error_info: ErrorInfo.nullish(),
  /** Thread of the trace. Traces of a project with the same thread id are one conversation. */
  thread_id: z.string().max(MAX_THREAD_ID, `expected at most ${MAX_THREAD_ID} characters`).nullish(),
  /** End user whom the trace is about. If it is left out, `user_id` or `userId` of the metadata counts. */
  user_id: z.string().max(MAX_USER_ID, `expected at most ${MAX_USER_ID} characters`).nullish(),
  /** A lifecycle stage such as `production`. */
  environment: z.string().nullish(),
  source: Source.nullish(),
  /** Time to the first token, in ms. */
  ttft: z.number().nullish(),
  last_updated_at: DateTime.nullish(),
});
export type TraceWrite = z.infer<typeof TraceWrite>;

/** Update of a trace. Given fields replace; `tags_to_add` and `tags_to_remove` edit the list of tags. */
export const TraceUpdate = TraceWrite.omit({ id: true, start_time: true }).extend({
  project_id: z.string().nullish(),
  start_time: DateTime.nullish(),
  tags_to_add: z.array(z.string()).nullish(),
  tags_to_remove: z.array(z.string()).nullish(),
});
export type TraceUpdate = z.infer<typeof TraceUpdate>;
