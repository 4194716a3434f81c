import { messageText, type FeedbackScore, type Json, type ThreadView, type Turn } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksBySize } from '../../storage/batches/chunks-of.ts';
import { shortenedText } from '../rows/shortened-text.ts';
import { storedJson } from '../rows/stored-json.ts';
import type { StoredTrace } from '../../storage/tables/rows.ts';
import { keyConditions, keyParameters } from '../query/row-groups.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { type Scores } from '../scores/scores.ts';
import { NO_SPANS, spanAggregates, type SpanAggregates } from '../rows/span-aggregates.ts';
import { errorSummary } from '../rows/error-summary.ts';

/** Maximum number of turns that are shown. */
const MAX_TURNS = 1_000;

/** Maximum number of bytes of bodies that are read at once, unless a single turn is larger. */
const MAX_BYTES = 16 * 2 ** 20;
/** Number of bytes of a conversation beyond which its messages are cut. */
const LARGE = 64 * 2 ** 20;
/** Maximum number of characters of a message that is cut. */
const LONGEST = 20_000;

type TurnRow = Pick<StoredTrace, 'id' | 'name' | 'start_time' | 'end_time'> & {
  duration: number | null;
  /** Size of its bodies. */
  bytes: number;
};

/** Returns the part of an input or output that a caller may see. */
export type ShownBody = (body: Json, side: 'input' | 'output') => Json;

type TurnMessages = Pick<Turn, 'input' | 'output' | 'error_info'>;

/** Reads conversations for the widgets: the traces of a project with one thread id, oldest first. */
export class Conversations {
  readonly #database: Database;
  readonly #scores: Scores;

  constructor(database: Database, scores: Scores) {
    this.#database = database;
    this.#scores = scores;
  }

  /**
   * Returns a conversation with its turns; undefined if no trace has that thread id.
   *
   * @param shown returns the part of an input or output in which the message is looked for
   */
  async get(
    principal: Principal,
    project: { id: string; name: string },
    threadId: string,
    shown: ShownBody = (body) => body,
  ): Promise<ThreadView | undefined> {
    const parameters = { workspace: principal.workspace, project: project.id, thread: threadId };
    const where = 'workspace = {workspace:String} AND project_id = {project:String} AND thread_id = {thread:String}';
    // The index on thread ids finds the few granules that matter, so FINAL merges only those.
    const final = `${where} AND id IN (SELECT id FROM traces WHERE ${where})`;
    const [rows, [count]] = await Promise.all([
      this.#database.of(principal).read<TurnRow>(
        `SELECT id, name, start_time, end_time, duration, length(input) + length(output) + length(error_info) AS bytes
         FROM traces FINAL
         WHERE ${final} ORDER BY start_time, id LIMIT ${MAX_TURNS}`,
        parameters,
      ),
      this.#database.of(principal).read<{ total: number; start_time: string; end_time: string | null }>(
        `SELECT count() AS total, min(traces.start_time) AS start_time, max(traces.end_time) AS end_time
         FROM traces FINAL WHERE ${final}`,
        parameters,
      ),
    ]);
    if (rows.length === 0 || !count) return undefined;
    const ids = rows.map((row) => row.id);
    const entity = threadEntityId(project.id, threadId);
    const [messages, aggregates, scores, threadScores] = await Promise.all([
      this.#messages(principal, project.id, rows, shown),
      spanAggregates(this.#database, principal, project.id, ids),
      this.#scores.read(principal, 'trace', ids),
      this.#scores.read(principal, 'thread', [entity]),
    ]);
    const turns = rows.map((row) => toTurn(row, messages.get(row.id), aggregates.get(row.id), scores.get(row.id)));
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

  /** Reads the messages of turns, by trace id. Only the message texts are kept before more bodies are read. */
  async #messages(
    principal: Principal,
    project: string,
    rows: readonly TurnRow[],
    shown: ShownBody,
  ): Promise<Map<string, TurnMessages>> {
    const isLarge = rows.reduce((bytes, row) => bytes + row.bytes, 0) > LARGE;
    const messageOf = (text: string, role: 'input' | 'output'): string => {
      const whole = messageText(shown(storedJson(text), role), role);
      return isLarge ? shortenedText(whole, LONGEST) : whole;
    };
    const messages = new Map<string, TurnMessages>();
    for (const some of chunksBySize(rows, MAX_BYTES, (row) => row.bytes)) {
      const bodies = await this.#database
        .of(principal)
        .read<Pick<StoredTrace, 'id' | 'input' | 'output' | 'error_info'>>(
          `SELECT id, input, output, error_info FROM traces FINAL WHERE ${keyConditions('traces')}`,
          { project, ...keyParameters(some) },
        );
      for (const { id, input, output, error_info } of bodies) {
        messages.set(id, {
          input: messageOf(input, 'input'),
          output: messageOf(output, 'output'),
          error_info: errorSummary(error_info),
        });
      }
    }
    return messages;
  }
}

const NO_MESSAGES: TurnMessages = { input: '', output: '', error_info: null };

function toTurn(
  row: TurnRow,
  messages: TurnMessages = NO_MESSAGES,
  spans: SpanAggregates = NO_SPANS,
  scores: FeedbackScore[] = [],
): Turn {
  return {
    ...messages,
    trace_id: row.id,
    name: row.name,
    start_time: row.start_time,
    duration: row.duration,
    total_tokens: spans.usage['total_tokens'] ?? null,
    total_estimated_cost: spans.total_estimated_cost,
    feedback_scores: scores,
  };
}

/** Adds up the known values; null if none is known. */
function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
}
