import { messageText } from '@vitrine/core/model';
import { portionsBySize } from '../clickhouse/portions-of.js';
import { shortenedText } from '../http/shortened-text.js';
import { storedJson } from '../http/stored-json.js';
import { keyConditions, keyParameters } from '../query/row-groups.js';
import { threadEntityId } from '../scores/scores.js';
import { NO_SPANS, spanAggregates } from '../spans/span-aggregates.js';
import { errorSummary } from '../view/error-summary.js';
/** A conversation is shown up to so many turns. */
const MAX_TURNS = 1_000;
/** So many bytes of bodies are read at once, or those of a single turn. */
const MAX_BYTES = 16 * 2 ** 20;
/** Where a conversation has more bytes than this, its messages are cut. */
const LARGE = 64 * 2 ** 20;
/** So many characters of a message are left then. */
const LONGEST = 20_000;
/** Reads conversations: the traces of a project with one thread id, oldest first. */
export class Threads {
    #database;
    #scores;
    constructor(database, scores) {
        this.#database = database;
        this.#scores = scores;
    }
    /** One conversation with all its turns; nothing where no trace has that thread id. */
    async get(principal, project, threadId) {
        const parameters = { workspace: principal.workspace, project: project.id, thread: threadId };
        const where = 'workspace = {workspace:String} AND project_id = {project:String} AND thread_id = {thread:String}';
        // The index on thread ids finds the few granules that matter; FINAL then has only those to merge.
        const final = `${where} AND id IN (SELECT id FROM traces WHERE ${where})`;
        const [rows, [count]] = await Promise.all([
            this.#database.read(`SELECT id, name, start_time, end_time, duration, length(input) + length(output) + length(error_info) AS bytes
         FROM traces FINAL
         WHERE ${final} ORDER BY start_time, id LIMIT ${MAX_TURNS}`, parameters),
            this.#database.read(`SELECT count() AS total, min(traces.start_time) AS start_time, max(traces.end_time) AS end_time
         FROM traces FINAL WHERE ${final}`, parameters),
        ]);
        if (rows.length === 0 || !count)
            return undefined;
        const ids = rows.map((row) => row.id);
        const entity = threadEntityId(project.id, threadId);
        const [said, aggregates, scores, threadScores] = await Promise.all([
            this.#said(principal, project.id, rows),
            spanAggregates(this.#database, principal, project.id, ids),
            this.#scores.read(principal, 'trace', ids),
            this.#scores.read(principal, 'thread', [entity]),
        ]);
        const turns = rows.map((row) => toTurn(row, said.get(row.id), aggregates.get(row.id), scores.get(row.id)));
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
    /** What was said in each turn, by its id. Of bodies only the words are kept, before more are read. */
    async #said({ workspace }, project, rows) {
        const isLarge = rows.reduce((bytes, row) => bytes + row.bytes, 0) > LARGE;
        const words = (text, role) => {
            const whole = messageText(storedJson(text), role);
            return isLarge ? shortenedText(whole, LONGEST) : whole;
        };
        const said = new Map();
        for (const some of portionsBySize(rows, MAX_BYTES, (row) => row.bytes)) {
            const bodies = await this.#database.read(`SELECT id, input, output, error_info FROM traces FINAL WHERE ${keyConditions('traces')}`, { workspace, project, ...keyParameters(some) });
            for (const { id, input, output, error_info } of bodies) {
                said.set(id, {
                    input: words(input, 'input'),
                    output: words(output, 'output'),
                    error_info: errorSummary(error_info),
                });
            }
        }
        return said;
    }
}
const NOTHING = { input: '', output: '', error_info: null };
function toTurn(row, said = NOTHING, spans = NO_SPANS, scores = []) {
    return {
        ...said,
        trace_id: row.id,
        name: row.name,
        start_time: row.start_time,
        duration: row.duration,
        total_tokens: spans.usage['total_tokens'] ?? null,
        total_estimated_cost: spans.total_estimated_cost,
        feedback_scores: scores,
    };
}
/** The sum of what is known; null where nothing is. */
function sum(values) {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
}
//# sourceMappingURL=threads.js.map