import { join } from 'node:path';
import type { Logger } from 'pino';
import { Attachments } from '../tracing/attachments/attachments.ts';
import { DiskFiles } from '../tracing/attachments/disk-files.ts';
import { S3Files } from '../tracing/attachments/s3-files.ts';
import { sweepFiles } from '../tracing/attachments/sweep-files.ts';
import { Uploads } from '../tracing/attachments/uploads.ts';
import { catchUp } from '../storage/versions/catch-up.ts';
import { HybridLogicalClock } from '../storage/versions/hybrid-logical-clock.ts';
import { Database } from '../storage/database/database.ts';
import { ListSpanCache } from '../storage/time-bounds/list-span-cache.ts';
import { Comments } from '../tracing/comments/comments.ts';
import { Accounting } from '../platform/accounting/accounting.ts';
import { Ingest } from '../tracing/ingest/ingest.ts';
import { OtlpIngest } from '../tracing/otlp/otlp-ingest.ts';
import { StatisticsRefresher } from '../tracing/ingest/statistics-refresher.ts';
import { ProjectDeletions } from '../tracing/deletion/project-deletions.ts';
import type { Options } from './options.ts';
import { Prices } from '../tracing/pricing/prices.ts';
import { Repricing } from '../tracing/pricing/repricing.ts';
import { ProjectActivity } from '../tracing/projects/project-activity.ts';
import { Projects } from '../tracing/project-registry/projects.ts';
import { Retention } from '../tracing/retention/retention.ts';
import { Scores } from '../tracing/scores/scores.ts';
import { Spans } from '../tracing/spans/spans.ts';
import { Threads } from '../tracing/threads/threads.ts';
import { ThreadStates } from '../tracing/threads/thread-states.ts';
import { Conversations } from '../tracing/threads/conversations.ts';
import { Traces } from '../tracing/traces/traces.ts';
import { ApiKeys } from '../platform/access/api-keys.ts';
import { EmbedSecrets } from '../monitoring/embed/embed-secrets.ts';
import type { AuthMode } from '../platform/auth/auth-options.ts';
import { EmbedTokens } from '../monitoring/embed/embed-tokens.ts';
import { Secrets } from '../platform/access/secrets.ts';
import { Registry } from '../platform/access/registry.ts';
import { WorkspaceNames } from '../platform/access/workspace-names.ts';
import { WorkspaceConfigurations } from '../platform/workspaces/workspace-configuration.ts';

/** Components of a server, which the routes use. */
export interface Resources {
  database: Database;
  clock: HybridLogicalClock;
  accounting: Accounting;
  projects: Projects;
  activity: ProjectActivity;
  deletions: ProjectDeletions;
  retention: Retention;
  prices: Prices;
  repricing: Repricing;
  ingest: Ingest;
  statistics: StatisticsRefresher;
  otlp: OtlpIngest;
  scores: Scores;
  comments: Comments;
  attachments: Attachments;
  uploads: Uploads;
  traces: Traces;
  spans: Spans;
  /** Conversations, as the widgets show them. */
  conversations: Conversations;
  /** Threads as REST shows them. */
  threads: Threads;
  threadStates: ThreadStates;
  workspaces: WorkspaceConfigurations;
  /** Records that decide who may come in. */
  registry: Registry;
  keys: ApiKeys;
  secrets: Secrets;
  embedTokens: EmbedTokens;
  embedSecrets: EmbedSecrets;
  /** Who gets in without a key or token. */
  mode: AuthMode;
  workspaceNames: WorkspaceNames;
  /** Time spans of the newest pages of lists. */
  listSpans: ListSpanCache;
  log: Logger;
  close(): Promise<void>;
}

/** Creates the components of a server. */
export function openResources(options: Options): Resources {
  const { log } = options;
  const clock = new HybridLogicalClock();
  const accounting = new Accounting(options.maxBytesInFlight);
  const database = new Database(options, log, {
    onRetry: () => accounting.retried(),
    beforeReady: (connection) => catchUp(connection, clock),
  });
  const projects = new Projects(database, clock);
  const statistics = new StatisticsRefresher(database, clock, log);
  const scores = new Scores(database, clock, accounting);
  const comments = new Comments(database, clock);
  const { s3, maxBytes } = options.attachments;
  const store = s3 ? new S3Files(s3) : new DiskFiles(join(options.dataDir, 'attachments'));
  const attachments = new Attachments({ database, clock, store, maxBytes, log });
  const prices = new Prices(database, clock, log);
  const ingest = new Ingest({ database, clock, accounting, projects, statistics, prices, attachments });
  const deletions = new ProjectDeletions({ database, clock, projects, log });
  const otlp = new OtlpIngest({ database, ingest, scores, comments, attachments, accounting, log, projects });
  // The sweep of the ingest comes last because it reads the writes of a whole day if ClickHouse is shared.
  sweepWhenReady(database, [statistics, otlp, ingest], log);
  const embedded = options.clickhouse.url ? undefined : { maxBytes: options.clickhouse.maxBytes };
  const uploads = new Uploads({ database, clock, attachments });
  const files = { onDisk: !s3, sweep: () => sweepFiles({ database, attachments, uploads }) };
  const retention = new Retention({ database, clock, log, embedded, files });
  const listSpans = new ListSpanCache();
  const registry = new Registry(database, clock, log);
  const secrets = new Secrets(options.secret, options.clickhouse.url ? undefined : options.dataDir);
  void database.health.ready().then(
    () => {
      deletions.resume();
      retention.start();
      registry.start();
    },
    () => undefined,
  );
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
    statistics,
    otlp,
    scores,
    comments,
    attachments,
    uploads,
    traces: new Traces({ database, listSpans, scores, comments, attachments, statistics }),
    spans: new Spans({ database, listSpans, scores, comments, attachments }),
    conversations: new Conversations(database, scores),
    threads: new Threads({ database, scores, comments, attachments, statistics }),
    threadStates: new ThreadStates(database, clock),
    workspaces: new WorkspaceConfigurations(database, clock),
    registry,
    keys: new ApiKeys(registry),
    secrets,
    embedTokens: new EmbedTokens({ secrets, registry, projects }),
    embedSecrets: new EmbedSecrets(registry, secrets),
    mode: options.mode,
    workspaceNames: new WorkspaceNames(registry),
    listSpans,
    log,
    async close() {
      registry.close();
      await Promise.all([deletions.close(), retention.close()]);
      await statistics.close();
      await database.close();
    },
  };
}

/** Completes the unfinished writes of servers that have crashed, as soon as the storage is ready. */
function sweepWhenReady(database: Database, parts: { sweep(): Promise<void> }[], log: Logger): void {
  void database.health
    .ready()
    .then(async () => {
      for (const part of parts) {
        await part.sweep().catch((error: unknown) => {
          if (database.health.state === 'ready')
            log.warn({ err: error }, 'vitrine: unfinished writes could not be completed');
        });
      }
    })
    // The storage did not become ready.
    .catch(() => undefined);
}
