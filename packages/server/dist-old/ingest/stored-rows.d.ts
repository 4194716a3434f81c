import type { Columns } from '../clickhouse/row-binary.ts';
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
export declare const EMPTY_TRACE: StoredTrace;
export declare const EMPTY_SPAN: StoredSpan;
/** The columns that a trace's row is written with. */
export declare const TRACE_COLUMNS: Columns<StoredTrace>;
/** The columns that a span's row is written with. */
export declare const SPAN_COLUMNS: Columns<StoredSpan>;
export {};
//# sourceMappingURL=stored-rows.d.ts.map