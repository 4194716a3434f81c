import { messageText, type FeedbackScore, type ThreadView, type Turn } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { storedJson } from '../http/stored-json.ts';
import type { StoredTrace } from '../ingest/stored-rows.ts';
import { threadEntityId, type Scores } from '../scores/scores.ts';
import { NO_SPANS, spanAggregates, type SpanAggregates } from '../spans/span-aggregates.ts';
import { errorSummary } from '../view/error-summary.ts';

/** A conversation is shown up to so many turns. */
const MAX_TURNS = 1_000;

type TurnRow = Pick<StoredTrace, 'id' | 'name' | 'start_time' | 'end_time' | 'input' | 'output' | 'error_info'> & {
  duration: number | null;
};

/** Reads conversations: the traces of a project with one thread id, oldest first. */
export class Threads {
  readonly #database: Database;
  readonly #scores: Scores;

  constructor(database: Database, scores: Scores) {
    this.#database = database;
    this.#scores = scores;
  }

  /** One conversation with all its turns; nothing where no trace has that thread id. */
  async get(
    principal: Principal,
    project: { id: string; name: string },
    threadId: string,
  ): Promise<ThreadView | undefined> {
    const parameters = { workspace: principal.workspace, project: project.id, thread: threadId };
    const where = 'workspace = {workspace:String} AND project_id = {project:String} AND thread_id = {thread:String}';
    // The index on thread ids finds the few granules that matter; FINAL then has only those to merge.
    const final = `${where} AND id IN (SELECT id FROM traces WHERE ${where})`;
    const [rows, [count]] = await Promise.all([
      this.#database.read<TurnRow>(
        `SELECT id, name, start_time, end_time, duration, input, output, error_info FROM traces FINAL
         WHERE ${final} ORDER BY start_time, id LIMIT ${MAX_TURNS}`,
        parameters,
      ),
      this.#database.read<{ total: number; start_time: string; end_time: string | null }>(
        `SELECT count() AS total, min(traces.start_time) AS start_time, max(traces.end_time) AS end_time
         FROM traces FINAL WHERE ${final}`,
        parameters,
      ),
    ]);
    if (rows.length === 0 || !count) return undefined;
    const ids = rows.map((row) => row.id);
    const entity = threadEntityId(project.id, threadId);
    const [aggregates, scores, threadScores] = await Promise.all([
      spanAggregates(this.#database, principal, project.id, ids),
      this.#scores.read(principal, 'trace', ids),
      this.#scores.read(principal, 'thread', [entity]),
    ]);
    const turns = rows.map((row) => toTurn(row, aggregates.get(row.id) ?? NO_SPANS, scores.get(row.id) ?? []));
    return {
      thread_id: threadId,
      project_id: project.id,
      project_name: project.name,
      start_time: count.start_time,
      end_time: count.end_time,
      total_tokens: sum(turns.map((turn) => turn.total_tokens)),
      total_estimated_cost: sum(turns.map((turn) => turn.total_estimated_cost)),
      feedback_scores: threadScores.get(entity) ?? [],
      turns,
      turn_total: count.total,
    };
  }
}

function toTurn(row: TurnRow, spans: SpanAggregates, scores: FeedbackScore[]): Turn {
  return {
    trace_id: row.id,
    name: row.name,
    input: messageText(storedJson(row.input), 'input'),
    output: messageText(storedJson(row.output), 'output'),
    start_time: row.start_time,
    duration: row.duration,
    total_tokens: spans.usage['total_tokens'] ?? null,
    total_estimated_cost: spans.total_estimated_cost,
    error_info: errorSummary(row.error_info),
    feedback_scores: scores,
  };
}

/** The sum of what is known; null where nothing is. */
function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
}
