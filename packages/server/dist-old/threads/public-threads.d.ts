import type { Comment, FeedbackScore, Json } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Comments } from '../comments/comments.ts';
import type { Page, PageQuery } from '../http/pages.ts';
import { type Shortening } from '../http/shortened.ts';
import type { TraceStats } from '../ingest/trace-stats.ts';
import { type Scores } from '../scores/scores.ts';
import type { Statistics } from '../traces/statistics.ts';
import { type Cursor, type ThreadQuery } from './thread-keys.ts';
/** A thread as REST answers it. */
export interface ThreadPublic {
    /** The thread id that its traces bear. */
    id: string;
    thread_model_id: string;
    project_id: string;
    start_time: string;
    end_time?: string;
    /** ms. */
    duration?: number;
    /** The input of the first trace, and the output of the last. */
    first_message?: Json;
    last_message?: Json;
    number_of_messages: number;
    status: 'active' | 'inactive';
    tags?: string[];
    usage?: Record<string, number>;
    /** USD. */
    total_estimated_cost?: number;
    environment?: string;
    created_at: string;
    created_by: string;
    last_updated_at: string;
    last_updated_by: string;
    feedback_scores?: FeedbackScore[];
    comments?: Comment[];
}
/** Reads threads as REST shows them: out of their traces, so that one is there as soon as a trace names it. */
export declare class PublicThreads {
    #private;
    constructor(parts: {
        database: Database;
        scores: Scores;
        comments: Comments;
        attachments: Attachments;
        stats: TraceStats;
    });
    /** One thread; nothing where no trace of the project has that thread id. */
    get(principal: Principal, threadId: string, query: ThreadQuery & Shortening): Promise<ThreadPublic | undefined>;
    /** A page of a project's threads, those with the newest traces first unless sorted otherwise. */
    page(principal: Principal, query: ThreadQuery & PageQuery & Shortening & {
        sorting?: string | undefined;
    }, signal?: AbortSignal): Promise<Page<ThreadPublic>>;
    /** A project's threads, those that began last first, in the form that the clients' stream readers accept. */
    search(principal: Principal, query: ThreadQuery & Shortening & {
        limit: number;
        below?: Cursor | undefined;
    }, signal: AbortSignal): AsyncGenerator<object>;
    /** What the threads of a list add up to. */
    stats(principal: Principal, query: ThreadQuery, signal?: AbortSignal): Promise<Statistics>;
}
//# sourceMappingURL=public-threads.d.ts.map