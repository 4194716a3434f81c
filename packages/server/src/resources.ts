import type { Logger } from 'pino';
import { Clock } from './clickhouse/clock.ts';
import { Database } from './clickhouse/database.ts';
import { Accounting } from './ingest/accounting.ts';
import { Ingest } from './ingest/ingest.ts';
import { OtlpIngest } from './ingest/otlp/otlp-ingest.ts';
import { TraceStats } from './ingest/trace-stats.ts';
import { ProjectDeletions } from './deletion/project-deletions.ts';
import type { Options } from './options.ts';
import { Prices } from './pricing/prices.ts';
import { Repricing } from './pricing/repricing.ts';
import { Projects } from './projects/projects.ts';
import { Retention } from './retention/retention.ts';
import { Scores } from './scores/scores.ts';
import { Spans } from './spans/spans.ts';
import { Threads } from './threads/threads.ts';
import { Traces } from './traces/traces.ts';

/** What the routes work with. */
export interface Resources {
  database: Database;
  accounting: Accounting;
  projects: Projects;
  deletions: ProjectDeletions;
  retention: Retention;
  prices: Prices;
  repricing: Repricing;
  ingest: Ingest;
  otlp: OtlpIngest;
  scores: Scores;
  traces: Traces;
  spans: Spans;
  threads: Threads;
  log: Logger;
  close(): Promise<void>;
}

/** Puts the parts of a server together. */
export function openResources(options: Options): Resources {
  const { log } = options;
  const clock = new Clock();
  const accounting = new Accounting(options.maxBytesInFlight);
  const database = new Database(options, log, () => accounting.retried());
  const projects = new Projects(database, clock);
  const stats = new TraceStats(database, clock, log);
  const scores = new Scores(database, clock, accounting);
  const prices = new Prices(database, clock, log);
  const ingest = new Ingest({ database, clock, accounting, projects, stats, prices });
  const deletions = new ProjectDeletions({ database, clock, projects, log });
  sweepWhenReady(database, ingest, log);
  const embedded = options.clickhouse.url ? undefined : { maxBytes: options.clickhouse.maxBytes };
  const retention = new Retention({ database, clock, log, embedded });
  void database.health.ready().then(
    () => {
      deletions.resume();
      retention.start();
    },
    () => undefined,
  );
  return {
    database,
    accounting,
    projects,
    deletions,
    retention,
    prices,
    repricing: new Repricing(database, ingest, prices),
    ingest,
    otlp: new OtlpIngest(database, ingest),
    scores,
    traces: new Traces(database, scores),
    spans: new Spans(database, scores),
    threads: new Threads(database, scores),
    log,
    async close() {
      await Promise.all([deletions.close(), retention.close()]);
      await stats.close();
      await database.close();
    },
  };
}

/** Once the storage is there, what servers that died have left half done is completed. */
function sweepWhenReady(database: Database, ingest: Ingest, log: Logger): void {
  void database.health
    .ready()
    .then(() => ingest.sweep())
    .catch((error: unknown) => {
      if (database.health.state === 'ready') log.warn({ error }, 'vitrine: unfinished writes could not be completed');
    });
}
