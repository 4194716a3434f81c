import type { Comment, ErrorInfo, FeedbackScore, Json } from '@vitrine/core/model';
import { shortened } from './shortened.ts';
import { storedJson } from './stored-json.ts';
import type { StoredTrace } from './stored-rows.ts';
import type { ReadOptions } from './read-options.ts';

/** What REST answers of traces and spans alike. What is absent is left out, as the strict clients want it. */
export interface PublicFields {
  id: string;
  project_id: string;
  name?: string;
  /** ISO 8601, as are all times. */
  start_time: string;
  end_time?: string;
  input?: Json;
  output?: Json;
  metadata?: Json;
  tags?: string[];
  error_info?: ErrorInfo;
  usage?: Record<string, number>;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
  feedback_scores?: FeedbackScore[];
  comments?: Comment[];
  /** USD. */
  total_estimated_cost?: number;
  /** ms. */
  duration?: number;
  /** ms. */
  ttft?: number;
  source?: string;
  environment?: string;
}

/** The columns that those fields are made of. */
const COLUMNS = (
  'id project_id name start_time end_time duration input output metadata tags error_info ttft source ' +
  'environment created_at created_by last_updated_at last_updated_by'
).split(' ');

/** What is in them. */
export type CommonRow = Pick<
  StoredTrace,
  | 'id'
  | 'project_id'
  | 'name'
  | 'start_time'
  | 'end_time'
  | 'input'
  | 'output'
  | 'metadata'
  | 'tags'
  | 'error_info'
  | 'ttft'
  | 'source'
  | 'environment'
  | 'created_at'
  | 'created_by'
  | 'last_updated_at'
  | 'last_updated_by'
> & { duration: number | null };

/** The large ones, which are not read where they are left out. */
const LARGE: ReadonlySet<string> = new Set(['input', 'output', 'metadata', 'error_info']);

/** What a SELECT reads of the rows: the common columns and more of a table's own. */
export function selectColumns(own: readonly string[], { exclude }: ReadOptions): string {
  return [...COLUMNS, ...own]
    .map((column) => (LARGE.has(column) && exclude.has(column) ? `'' AS ${column}` : column))
    .join(', ');
}

/** The common fields of a row. */
export function publicFields(row: CommonRow, options: ReadOptions): PublicFields {
  const body = (text: string): Json => shortened(storedJson(text), options);
  return {
    id: row.id,
    project_id: row.project_id,
    start_time: row.start_time,
    ...(row.name && { name: row.name }),
    ...(row.end_time && { end_time: row.end_time }),
    ...(row.input && { input: body(row.input) }),
    ...(row.output && { output: body(row.output) }),
    ...(row.metadata && { metadata: body(row.metadata) }),
    ...(row.tags.length > 0 && { tags: row.tags }),
    ...(row.error_info && { error_info: storedJson(row.error_info) as unknown as ErrorInfo }),
    ...(row.duration !== null && { duration: row.duration }),
    ...(row.ttft !== null && { ttft: row.ttft }),
    ...(row.source && { source: row.source }),
    ...(row.environment && { environment: row.environment }),
    created_at: row.created_at,
    created_by: row.created_by,
    last_updated_at: row.last_updated_at,
    last_updated_by: row.last_updated_by,
  };
}

/** A row without the fields that are left out. */
export function without<Row extends object>(row: Row, exclude: ReadonlySet<string>): Row {
  if (exclude.size === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !exclude.has(name))) as Row;
}
