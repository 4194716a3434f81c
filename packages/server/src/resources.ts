import type { Logger } from 'pino';
import { Clock } from './clickhouse/clock.ts';
import { Database } from './clickhouse/database.ts';
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
  const database = new Database(options, log);
  const projects = new Projects(database, clock);
  const stats = new TraceStats(database, clock, log);
  const scores = new Scores(database, clock);
  const ingest = new Ingest({ database, clock, projects, stats });
  return {
    database,
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
