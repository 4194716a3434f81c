import type { Columns } from '../../storage/encoding/native-block.ts';

/** Columns that traces and spans share, as they stand in ClickHouse. An absent text is '', an absent JSON value too. */
interface StoredRow {
  workspace: string;
  project_id: string;
  id: string;
  name: string;
  kind: string;
  start_time: string;
  end_time: string | null;
  environment: string;
  source: string;
  /** JSON text, as are output, metadata and error_info. */
  input: string;
  output: string;
  input_preview: string;
  output_preview: string;
  metadata: string;
  metadata_flat: Record<string, string>;
  tags: string[];
  error_type: string;
  error_info: string;
  ttft: number | null;
  visibility_mode: string;
  /** 0 where only patches have made the row: its start time is its id's, and it waits for its create. */
  has_base: 0 | 1;
  /** The fields that patches have set, each with the version of the patch; a create leaves them alone. */
  patched: Record<string, string>;
  /** When the latest create was last updated, in µs since the epoch; 0 where there was none. */
  base_time: number;
  /** The same of the creates that set single fields, where it is another time. */
  field_times: Record<string, number>;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
  is_deleted: 0 | 1;
  /** A 64-bit number as text. */
  version: string;
}

export interface StoredTrace extends StoredRow {
  thread_id: string;
  otel_trace_id: string;
}

export interface StoredSpan extends StoredRow {
  trace_id: string;
  parent_span_id: string;
  type: string;
  model: string;
  provider: string;
  usage: Record<string, number>;
  ledger: Record<string, number>;
  total_estimated_cost: number | null;
  total_estimated_cost_version: string;
  cost_status: string;
}

/** A row of which nothing is known. It has every column, so that a copy keeps its shape when it is filled in. */
const EMPTY: StoredRow = {
  workspace: '',
  project_id: '',
  id: '',
  name: '',
  kind: '',
  start_time: '',
  end_time: null,
  environment: '',
  source: '',
  input: '',
  output: '',
  input_preview: '',
  output_preview: '',
  metadata: '',
  metadata_flat: {},
  tags: [],
  error_type: '',
  error_info: '',
  ttft: null,
  visibility_mode: '',
  has_base: 0,
  patched: {},
  base_time: 0,
  field_times: {},
  created_at: '',
  created_by: '',
  last_updated_at: '',
  last_updated_by: '',
  is_deleted: 0,
  version: '0',
};

export const EMPTY_TRACE: StoredTrace = { ...EMPTY, thread_id: '', otel_trace_id: '' };

export const EMPTY_SPAN: StoredSpan = {
  ...EMPTY,
  trace_id: '',
  parent_span_id: '',
  type: '',
  model: '',
  provider: '',
  usage: {},
  ledger: {},
  total_estimated_cost: null,
  total_estimated_cost_version: '',
  cost_status: '',
};

const COMMON_COLUMNS = {
  workspace: 'LowCardinality(String)',
  project_id: 'LowCardinality(String)',
  id: 'String',
  name: 'LowCardinality(String)',
  kind: 'LowCardinality(String)',
  start_time: "DateTime64(6, 'UTC')",
  end_time: "Nullable(DateTime64(6, 'UTC'))",
  environment: 'LowCardinality(String)',
  source: 'LowCardinality(String)',
  input: 'String',
  output: 'String',
  input_preview: 'String',
  output_preview: 'String',
  metadata: 'String',
  metadata_flat: 'Map(LowCardinality(String), String)',
  tags: 'Array(LowCardinality(String))',
  error_type: 'LowCardinality(String)',
  error_info: 'String',
  ttft: 'Nullable(Float64)',
  visibility_mode: 'LowCardinality(String)',
  has_base: 'UInt8',
  patched: 'Map(LowCardinality(String), String)',
  base_time: 'Int64',
  field_times: 'Map(LowCardinality(String), Int64)',
  created_at: "DateTime64(6, 'UTC')",
  created_by: 'LowCardinality(String)',
  last_updated_at: "DateTime64(6, 'UTC')",
  last_updated_by: 'LowCardinality(String)',
  is_deleted: 'UInt8',
  version: 'UInt64',
} as const satisfies Columns<StoredRow>;

/** The columns that a trace's row is written with. */
export const TRACE_COLUMNS: Columns<StoredTrace> = { ...COMMON_COLUMNS, thread_id: 'String', otel_trace_id: 'String' };

/** The columns that a span's row is written with. */
export const SPAN_COLUMNS: Columns<StoredSpan> = {
  ...COMMON_COLUMNS,
  trace_id: 'String',
  parent_span_id: 'String',
  type: 'LowCardinality(String)',
  model: 'LowCardinality(String)',
  provider: 'LowCardinality(String)',
  usage: 'Map(LowCardinality(String), Int64)',
  ledger: 'Map(LowCardinality(String), Int64)',
  total_estimated_cost: 'Nullable(Decimal(38, 12))',
  total_estimated_cost_version: 'LowCardinality(String)',
  cost_status: 'LowCardinality(String)',
};
