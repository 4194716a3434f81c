import type { Attachments } from '../attachments/attachments.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Reach } from '../clickhouse/progressive-window.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page } from '../http/pages.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import type { ListedPage, Search } from '../query/list-request.ts';
import type { ReadOptions } from '../query/read-options.ts';
import type { Scores } from '../scores/scores.ts';
import { type PublicFields } from '../traces/public-fields.ts';
import type { Statistics } from '../traces/statistics.ts';
/** A span as REST answers it. */
export interface SpanPublic extends PublicFields {
    trace_id: string;
    parent_span_id?: string;
    type: string;
    model?: string;
    provider?: string;
    total_estimated_cost_version?: string;
}
/** What can be left out of a span. */
export declare const EXCLUDABLE_OF_SPANS: readonly string[];
/** Reads spans as REST shows them. */
export declare class Spans {
    #private;
    constructor(parts: {
        database: Database;
        reach: Reach;
        scores: Scores;
        comments: Comments;
        attachments: Attachments;
    });
    get(principal: Principal, id: string, options: ReadOptions): Promise<SpanPublic | undefined>;
    /** A page of the spans of a project, or of one of its traces, by id descending unless sorted otherwise. */
    page(principal: Principal, query: ListedPage, signal?: AbortSignal): Promise<Page<SpanPublic>>;
    /** A project's spans by id descending, in the form that the clients' stream readers accept. */
    search(principal: Principal, query: Search, signal: AbortSignal): AsyncGenerator<object>;
    /** What the spans of a list add up to. */
    stats(principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics>;
}
//# sourceMappingURL=spans.d.ts.map