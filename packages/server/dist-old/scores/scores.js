import { ADMIN } from '../auth/principal.js';
import { portionsOfTexts } from '../clickhouse/portions-of.js';
import { reasonOf } from '../ingest/accounting.js';
import { compare } from '../query/compare.js';
import { groupBy } from '../ingest/group-by.js';
import { GroupCommit } from '../ingest/group-commit.js';
/** The key of a thread's scores: its project's id and its own. */
export function threadEntityId(projectId, threadId) {
    return `${projectId}/${threadId}`;
}
/**
 * Verdicts on traces, spans and threads: one value for each entity, name and author; writing again overwrites. A score
 * may come before what it is about.
 */
export class Scores {
    #database;
    #clock;
    #commit;
    #accounting;
    constructor(database, clock, accounting) {
        this.#accounting = accounting;
        this.#database = database;
        this.#clock = clock;
        this.#commit = new GroupCommit(database, 'feedback_scores');
    }
    /** Writes scores of one entity type in the principal's name. */
    async write(principal, entity, scores) {
        const now = new Date().toISOString();
        const rows = scores.map(({ entityId, traceId, projectId, score, author }) => ({
            workspace: principal.workspace,
            entity_type: entity,
            entity_id: entityId.toWellFormed(),
            name: score.name.toWellFormed(),
            author: (principal.subject === ADMIN && author?.toWellFormed()) || principal.subject,
            project_id: projectId,
            trace_id: traceId ?? '',
            value: score.value,
            category_name: score.category_name?.toWellFormed() ?? '',
            reason: score.reason?.toWellFormed() ?? '',
            source: score.source,
            created_at: now,
            last_updated_at: now,
            version: this.#clock.next().toString(),
        }));
        this.#accounting.received('feedback_scores', rows.length);
        try {
            await this.#commit.commit(rows);
            this.#accounting.committed('feedback_scores', rows.length);
        }
        catch (error) {
            this.#accounting.refused('feedback_scores', reasonOf(error), rows.length);
            throw error;
        }
    }
    /**
     * Takes scores back.
     *
     * @param author only this author's; everybody's if left out
     */
    async delete(principal, entity, entityIds, which = {}) {
        const rows = await this.#stored(`SELECT entity_id, name, author FROM feedback_scores FINAL
       WHERE ${OF_ENTITIES}
         ${which.names ? 'AND name IN {names:Array(String)}' : ''} ${which.author === undefined ? '' : 'AND author = {author:String}'}`, { workspace: principal.workspace, entity, ...which }, entityIds);
        await this.#commit.commit(rows.map((row) => ({
            ...row,
            workspace: principal.workspace,
            entity_type: entity,
            is_deleted: 1,
            version: this.#clock.next().toString(),
        })));
    }
    /** The scores of entities, by entity id; each averaged over its authors. */
    async read(principal, entity, entityIds, signal) {
        const rows = await this.#stored(`SELECT entity_id, name, author, value, category_name, reason, source, created_at, last_updated_at
       FROM feedback_scores FINAL WHERE ${OF_ENTITIES}`, { workspace: principal.workspace, entity }, entityIds, signal);
        const byEntity = new Map();
        // Ordered here: few rows are read faster than ClickHouse prepares to order them.
        for (const [id, ofEntity] of groupBy(rows, (row) => row.entity_id)) {
            const byTime = ofEntity.toSorted((a, b) => compare(a.last_updated_at, b.last_updated_at));
            const byName = [...groupBy(byTime, (row) => row.name)].toSorted(([a], [b]) => compare(a, b));
            byEntity.set(id, byName.map(([, ofName]) => averageOf(ofName)));
        }
        return byEntity;
    }
    /** Reads rows about entities, whose ids may be long: those of threads. */
    async #stored(query, parameters, entityIds, signal) {
        const reads = [...portionsOfTexts(entityIds)].map((ids) => this.#database.read(query, { ...parameters, ids }, signal));
        return (await Promise.all(reads)).flat();
    }
}
const OF_ENTITIES = 'workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}';
/** One score out of its authors' values; the words are those of the author who wrote last. */
function averageOf(rows) {
    const first = rows[0];
    const last = rows.at(-1);
    return {
        name: last.name,
        value: rows.reduce((sum, row) => sum + row.value, 0) / rows.length,
        category_name: last.category_name || null,
        reason: last.reason || null,
        source: last.source,
        created_at: first.created_at,
        created_by: first.author,
        last_updated_at: last.last_updated_at,
        last_updated_by: last.author,
        value_by_author: Object.fromEntries(rows.map((row) => [row.author, authorScore(row)])),
    };
}
function authorScore({ value, category_name, reason, source, last_updated_at }) {
    return { value, category_name: category_name || null, reason: reason || null, source, last_updated_at };
}
//# sourceMappingURL=scores.js.map