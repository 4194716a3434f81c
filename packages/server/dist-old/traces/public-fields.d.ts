import type { Comment, ErrorInfo, FeedbackScore, Json } from '@vitrine/core/model';
import type { StoredTrace } from '../ingest/stored-rows.ts';
import type { ReadOptions } from '../query/read-options.ts';
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
/** What is in them. */
export type CommonRow = Pick<StoredTrace, 'id' | 'project_id' | 'name' | 'start_time' | 'end_time' | 'input' | 'output' | 'metadata' | 'tags' | 'error_info' | 'ttft' | 'source' | 'environment' | 'created_at' | 'created_by' | 'last_updated_at' | 'last_updated_by'> & {
    duration: number | null;
};
/** What a SELECT reads of the rows: the common columns and more of a table's own. */
export declare function selectColumns(own: readonly string[], { exclude }: ReadOptions): string;
/** The common fields of a row. */
export declare function publicFields(row: CommonRow, options: ReadOptions): PublicFields;
/** A row without the fields that are left out. */
export declare function without<Row extends object>(row: Row, exclude: ReadonlySet<string>): Row;
//# sourceMappingURL=public-fields.d.ts.map