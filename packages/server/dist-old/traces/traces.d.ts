import type { FeedbackScore } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Reach } from '../clickhouse/progressive-window.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page } from '../http/pages.ts';
import type { TraceStats } from '../ingest/trace-stats.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import type { ListedPage, Search } from '../query/list-request.ts';
import type { ReadOptions } from '../query/read-options.ts';
import type { Scores } from '../scores/scores.ts';
import { type PublicFields } from './public-fields.ts';
import { type Statistics } from './statistics.ts';
/** A trace as REST answers it. */
export interface TracePublic extends PublicFields {
    /** The averages over the trace's spans that have such a score. */
    span_feedback_scores?: FeedbackScore[];
    span_count: number;
    llm_span_count: number;
    has_tool_spans: boolean;
    providers: string[];
    thread_id?: string;
    visibility_mode?: string;
}
/** What can be left out of a trace. */
export declare const EXCLUDABLE_OF_TRACES: readonly string[];
/** Reads traces as REST shows them. */
export declare class Traces {
    #private;
    constructor(parts: {
        database: Database;
        reach: Reach;
        scores: Scores;
        comments: Comments;
        attachments: Attachments;
        stats: TraceStats;
    });
    get(principal: Principal, id: string, options: ReadOptions): Promise<TracePublic | undefined>;
    /** A page of a project's traces, by id descending unless sorted otherwise. */
    page(principal: Principal, query: ListedPage, signal?: AbortSignal): Promise<Page<TracePublic>>;
    /** A project's traces by id descending, in the form that the clients' stream readers accept. */
    search(principal: Principal, query: Search, signal: AbortSignal): AsyncGenerator<object>;
    /** What the traces of a list add up to. */
    stats(principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics>;
}
//# sourceMappingURL=traces.d.ts.map