import { join } from 'node:path';
import { Attachments } from './attachments/attachments.js';
import { DiskFiles } from './attachments/disk-files.js';
import { S3Files } from './attachments/s3-files.js';
import { sweepFiles } from './attachments/sweep-files.js';
import { Uploads } from './attachments/uploads.js';
import { catchUp } from './clickhouse/catch-up.js';
import { Clock } from './clickhouse/clock.js';
import { Database } from './clickhouse/database.js';
import { Reach } from './clickhouse/progressive-window.js';
import { Comments } from './comments/comments.js';
import { Accounting } from './ingest/accounting.js';
import { Ingest } from './ingest/ingest.js';
import { OtlpIngest } from './ingest/otlp/otlp-ingest.js';
import { TraceStats } from './ingest/trace-stats.js';
import { ProjectDeletions } from './deletion/project-deletions.js';
import { Prices } from './pricing/prices.js';
import { Repricing } from './pricing/repricing.js';
import { ProjectActivity } from './projects/project-activity.js';
import { Projects } from './projects/projects.js';
import { Retention } from './retention/retention.js';
import { Scores } from './scores/scores.js';
import { Spans } from './spans/spans.js';
import { PublicThreads } from './threads/public-threads.js';
import { ThreadStates } from './threads/thread-states.js';
import { Threads } from './threads/threads.js';
import { Traces } from './traces/traces.js';
import { WorkspaceConfigurations } from './workspaces/workspace-configuration.js';
/** Puts the parts of a server together. */
export function openResources(options) {
    const { log } = options;
    const clock = new Clock();
    const accounting = new Accounting(options.maxBytesInFlight);
    const database = new Database(options, log, {
        onRetry: () => accounting.retried(),
        beforeReady: (connection) => catchUp(connection, clock),
    });
    const projects = new Projects(database, clock);
    const stats = new TraceStats(database, clock, log);
    const scores = new Scores(database, clock, accounting);
    const comments = new Comments(database, clock);
    const { s3, maxBytes } = options.attachments;
    const store = s3 ? new S3Files(s3) : new DiskFiles(join(options.dataDir, 'attachments'));
    const attachments = new Attachments({ database, clock, store, maxBytes, log });
    const prices = new Prices(database, clock, log);
    const ingest = new Ingest({ database, clock, accounting, projects, stats, prices, attachments });
    const deletions = new ProjectDeletions({ database, clock, projects, log });
    const otlp = new OtlpIngest(database, ingest, { scores, comments, attachments }, { accounting, log, projects });
    // That of the writes goes through all of a day where ClickHouse is shared: the short ones go first.
    sweepWhenReady(database, [stats, otlp, ingest], log);
    const embedded = options.clickhouse.url ? undefined : { maxBytes: options.clickhouse.maxBytes };
    const uploads = new Uploads({ database, clock, attachments });
    const files = { onDisk: !s3, sweep: () => sweepFiles({ database, store, uploads }) };
    const retention = new Retention({ database, clock, log, embedded, files });
    const reach = new Reach();
    void database.health.ready().then(() => {
        deletions.resume();
        retention.start();
    }, () => undefined);
    return {
        database,
        clock,
        accounting,
        projects,
        activity: new ProjectActivity(database),
        deletions,
        retention,
        prices,
        repricing: new Repricing(database, ingest, prices),
        ingest,
        stats,
        otlp,
        scores,
        comments,
        attachments,
        uploads,
        traces: new Traces({ database, reach, scores, comments, attachments, stats }),
        spans: new Spans({ database, reach, scores, comments, attachments }),
        threads: new Threads(database, scores),
        publicThreads: new PublicThreads({ database, scores, comments, attachments, stats }),
        threadStates: new ThreadStates(database, clock),
        workspaces: new WorkspaceConfigurations(database, clock),
        reach,
        log,
        async close() {
            await Promise.all([deletions.close(), retention.close()]);
            await stats.close();
            await database.close();
        },
    };
}
/** Once the storage is there, what servers that died have left half done is completed. */
function sweepWhenReady(database, parts, log) {
    void database.health
        .ready()
        .then(async () => {
        for (const part of parts) {
            await part.sweep().catch((error) => {
                if (database.health.state === 'ready')
                    log.warn({ err: error }, 'vitrine: unfinished writes could not be completed');
            });
        }
    })
        // The storage never came.
        .catch(() => undefined);
}
//# sourceMappingURL=resources.js.map