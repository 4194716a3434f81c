import type { Logger } from 'pino';
import { Attachments } from './attachments/attachments.ts';
import { Uploads } from './attachments/uploads.ts';
import { Clock } from './clickhouse/clock.ts';
import { Database } from './clickhouse/database.ts';
import { Reach } from './clickhouse/progressive-window.ts';
import { Comments } from './comments/comments.ts';
import { Accounting } from './ingest/accounting.ts';
import { Ingest } from './ingest/ingest.ts';
import { OtlpIngest } from './ingest/otlp/otlp-ingest.ts';
import { TraceStats } from './ingest/trace-stats.ts';
import { ProjectDeletions } from './deletion/project-deletions.ts';
import type { Options } from './options.ts';
import { Prices } from './pricing/prices.ts';
import { Repricing } from './pricing/repricing.ts';
import { ProjectActivity } from './projects/project-activity.ts';
import { Projects } from './projects/projects.ts';
import { Retention } from './retention/retention.ts';
import { Scores } from './scores/scores.ts';
import { Spans } from './spans/spans.ts';
import { PublicThreads } from './threads/public-threads.ts';
import { ThreadStates } from './threads/thread-states.ts';
import { Threads } from './threads/threads.ts';
import { Traces } from './traces/traces.ts';
import { WorkspaceConfigurations } from './workspaces/workspace-configuration.ts';
/** What the routes work with. */
export interface Resources {
    database: Database;
    clock: Clock;
    accounting: Accounting;
    projects: Projects;
    activity: ProjectActivity;
    deletions: ProjectDeletions;
    retention: Retention;
    prices: Prices;
    repricing: Repricing;
    ingest: Ingest;
    stats: TraceStats;
    otlp: OtlpIngest;
    scores: Scores;
    comments: Comments;
    attachments: Attachments;
    uploads: Uploads;
    traces: Traces;
    spans: Spans;
    /** Conversations, as the widgets show them. */
    threads: Threads;
    /** Threads as REST shows them. */
    publicThreads: PublicThreads;
    threadStates: ThreadStates;
    workspaces: WorkspaceConfigurations;
    /** How far back the newest pages of lists reach. */
    reach: Reach;
    log: Logger;
    close(): Promise<void>;
}
/** Puts the parts of a server together. */
export declare function openResources(options: Options): Resources;
//# sourceMappingURL=resources.d.ts.map