import type { Logger } from 'pino';
import { Clock } from './clickhouse/clock.ts';
import { Database } from './clickhouse/database.ts';
import { Accounting } from './ingest/accounting.ts';
import { Ingest } from './ingest/ingest.ts';
import { OtlpIngest } from './ingest/otlp/otlp-ingest.ts';
import { TraceStats } from './ingest/trace-stats.ts';
import type { Options } from './options.ts';
import { Projects } from './projects/projects.ts';
import { Scores } from './scores/scores.ts';
import { Spans } from './spans/spans.ts';
import { Threads } from './threads/threads.ts';
import { Traces } from './traces/traces.ts';

/** What the routes work with. */
export interface Resources {
  database: Database;
  accounting: Accounting;
  projects: Projects;
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
  const accounting = new Accounting();
  const database = new Database(options, log, () => accounting.retried());
  const projects = new Projects(database, clock);
  const stats = new TraceStats(database, clock, log);
  const scores = new Scores(database, clock, accounting);
  const ingest = new Ingest({ database, clock, accounting, projects, stats });
  sweepWhenReady(database, ingest, log);
  return {
    database,
    accounting,
    projects,
    ingest,
    otlp: new OtlpIngest(database, ingest),
    scores,
    traces: new Traces(database, scores),
    spans: new Spans(database, scores),
    threads: new Threads(database, scores),
    log,
    async close() {
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
