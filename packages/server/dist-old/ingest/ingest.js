import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { keepExtracted } from '../attachments/keep-extracted.js';
import { SERVER_PRINCIPAL } from '../auth/principal.js';
import { isoNow } from '../clickhouse/clock.js';
import { DeletedTraces } from './deleted-traces.js';
import { spanFields, traceFields } from './fields.js';
import { EMPTY_SPAN, EMPTY_TRACE, SPAN_COLUMNS, TRACE_COLUMNS, } from './stored-rows.js';
import { TableWriter } from './table-writer.js';
import { TimeSkew } from './time-skew.js';
import { applyWrite } from './write.js';
/** The way of every write of a trace or span: it is merged with what is stored, and answered when its row is stored. */
export class Ingest {
    #database;
    #accounting;
    #projects;
    #stats;
    #prices;
    #attachments;
    #deleted;
    #traces;
    #spans;
    constructor(parts) {
        const { database, clock, accounting } = parts;
        this.#database = database;
        this.#accounting = accounting;
        this.#projects = parts.projects;
        this.#stats = parts.stats;
        this.#prices = parts.prices;
        this.#attachments = parts.attachments;
        this.#deleted = new DeletedTraces(database);
        parts.stats.onTouched = (workspace, traces) => this.#buryLateSpans(workspace, traces);
        const skew = new TimeSkew(database);
        this.#traces = new TableWriter({
            database,
            clock,
            accounting,
            table: 'traces',
            columns: TRACE_COLUMNS,
            empty: EMPTY_TRACE,
            merge: mergeInto('traces'),
            complete: () => { },
            beforeStore: (rows) => skew.take('traces', rows),
            afterStore: () => { },
        });
        this.#spans = new TableWriter({
            database,
            clock,
            accounting,
            table: 'spans',
            columns: SPAN_COLUMNS,
            empty: EMPTY_SPAN,
            merge: mergeInto('spans'),
            complete: (span) => price(span, parts.prices),
            beforeStore: (rows) => skew.take('spans', rows),
            afterStore: (rows) => {
                for (const row of rows)
                    parts.stats.touch(row);
            },
        });
    }
    /**
     * Creates traces, or merges what came again.
     *
     * @param unlessThere refuse a trace that is there already with 409, as a single create does
     */
    async createTraces(principal, writes, unlessThere = false) {
        const creates = await this.#prepared('traces', writes.length, async () => {
            const projects = await this.#projectIds(principal, writes);
            const made = writes.map((write) => create(principal, projects, write, traceFields(write), unlessThere));
            await keepExtracted(this.#attachments, principal, 'trace', made);
            return made;
        });
        return this.#traces.write(creates);
    }
    /** Creates spans, or merges what came again, like {@link Ingest.createTraces}. */
    async createSpans(principal, writes, unlessThere = false) {
        const creates = await this.#prepared('spans', writes.length, async () => {
            const traceIds = writes.map((write) => write.trace_id);
            const [projects, deleted] = await Promise.all([
                this.#projectIds(principal, writes),
                this.#deleted.among(principal.workspace, traceIds),
                this.#prices.fresh(),
            ]);
            const made = writes.map((write) => {
                const { trace_id } = write;
                if (deleted.has(trace_id))
                    return { ...burial(principal), id: write.id, trace_id };
                return create(principal, projects, write, spanFields(write), unlessThere, trace_id);
            });
            await keepExtracted(this.#attachments, principal, 'span', made);
            return made;
        });
        return this.#spans.write(creates);
    }
    /**
     * Changes a trace; one that is not there yet becomes a partial row that its create fills later.
     *
     * @throws {ApiError} 409 where the update names another project than the stored one
     */
    async updateTrace(principal, id, update) {
        const patch = await this.#prepared('traces', 1, async () => {
            const made = await this.#patch(principal, id, update, traceFields(update));
            await keepExtracted(this.#attachments, principal, 'trace', [made]);
            return made;
        });
        await only(this.#traces.write([patch]));
    }
    /**
     * Changes a span, like {@link Ingest.updateTrace}.
     *
     * @throws {ApiError} 404 where `trace_id` is absent and there is no such span
     */
    async updateSpan(principal, id, update) {
        const write = await this.#prepared('spans', 1, async () => {
            const trace_id = update.trace_id ?? undefined;
            const [patch, deleted] = await Promise.all([
                this.#patch(principal, id, update, spanFields(update)),
                this.#deleted.among(principal.workspace, trace_id ? [trace_id] : []),
                this.#prices.fresh(),
            ]);
            const made = { ...(trace_id && deleted.has(trace_id) ? { ...burial(principal), id } : patch), trace_id };
            await keepExtracted(this.#attachments, principal, 'span', [made]);
            return made;
        });
        await only(this.#spans.write([write]));
    }
    /** What writes are made into; where that fails, as without the storage, they are accounted for all the same. */
    async #prepared(stream, count, prepare) {
        try {
            return await prepare();
        }
        catch (error) {
            this.#accounting.failed(stream, error, count);
            throw error;
        }
    }
    /** Prices stored spans again, except those that their clients have priced. Returns how many were. */
    async repriceSpans(principal, spans) {
        const { workspace, subject } = principal;
        const again = { kind: 'reprice', workspace, subject, project_id: '', project_named: false };
        const updated_at = new Date().toISOString();
        const outcomes = await this.#spans.write(spans.map(({ id, trace_id }) => ({ ...again, id, trace_id, updated_at })));
        for (const outcome of outcomes)
            if (!outcome.committed)
                throw outcome.error;
        return outcomes.filter((outcome) => outcome.committed && outcome.changed).length;
    }
    /**
     * Deletes traces with their spans and statistics. What is written to them later changes nothing.
     *
     * @returns the ids of the spans
     */
    async deleteTraces(principal, ids) {
        const { workspace } = principal;
        const outcomes = await this.#traces.write(ids.map((id) => ({ ...burial(principal), id })));
        // What was not there is not deleted: it may still come.
        this.#deleted.add(workspace, ids.filter((_, index) => {
            const outcome = outcomes[index];
            return outcome?.committed && outcome.changed;
        }));
        for (const outcome of outcomes)
            if (!outcome.committed)
                throw outcome.error;
        return this.#burySpans(principal, ids);
    }
    /**
     * Merges writes that are data already, such as those that a stored row is made of.
     *
     * @throws where one of them is refused
     */
    async replay(table, writes) {
        const outcomes = await (table === 'traces' ? this.#traces : this.#spans).write(writes);
        for (const outcome of outcomes)
            if (!outcome.committed)
                throw outcome.error;
    }
    /** Deletes all spans of some traces. Returns their ids. */
    async #burySpans(principal, traceIds) {
        const spans = await this.#database.read(`SELECT id, trace_id, project_id FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id IN {ids:Array(String)}`, { workspace: principal.workspace, ids: traceIds });
        const outcomes = await this.#spans.write(spans.map(({ id, trace_id }) => ({ ...burial(principal), id, trace_id })));
        for (const outcome of outcomes)
            if (!outcome.committed)
                throw outcome.error;
        await this.#stats.forget(principal, spans);
        return spans.map((span) => span.id);
    }
    /** Deletes the spans that were under way when their trace was deleted, here or by another server. */
    async #buryLateSpans(workspace, traceIds) {
        const deleted = await this.#deleted.among(workspace, traceIds);
        if (deleted.size > 0)
            await this.#burySpans({ ...SERVER_PRINCIPAL, workspace }, [...deleted]);
    }
    /** What an update says; a partial row is made in the project that it names, else in the default one. */
    async #patch(principal, id, update, fields) {
        const { project_id, project_name } = update;
        const named = project_id ?? (project_name ? await this.#projects.idOf(principal, project_name) : undefined);
        return {
            kind: 'patch',
            workspace: principal.workspace,
            id,
            project_id: named ?? (await this.#projects.idOf(principal, DEFAULT_PROJECT)),
            project_named: named !== undefined,
            subject: principal.subject,
            updated_at: new Date().toISOString(),
            fields,
            tags_to_add: update.tags_to_add ?? [],
            tags_to_remove: update.tags_to_remove ?? [],
        };
    }
    /** Completes what servers that died have left half done. */
    async sweep() {
        await this.#prices.fresh();
        await this.#traces.sweep();
        await this.#spans.sweep();
    }
    async #projectIds(principal, writes) {
        const names = new Set(writes.map((write) => write.project_name || DEFAULT_PROJECT));
        const ids = await Promise.all([...names].map((name) => this.#projects.idOf(principal, name)));
        return new Map([...names].map((name, index) => [name, ids[index] ?? '']));
    }
}
function mergeInto(table) {
    return (row, write, version) => applyWrite(table, row, write, version);
}
function create(principal, projects, write, fields, unlessThere, trace_id) {
    return {
        kind: 'create',
        workspace: principal.workspace,
        id: write.id,
        trace_id,
        project_id: projects.get(write.project_name || DEFAULT_PROJECT) ?? '',
        project_named: Boolean(write.project_name),
        subject: principal.subject,
        updated_at: write.last_updated_at ?? isoNow(),
        fields,
        unless_there: unlessThere,
    };
}
/** The deletion of a row, whatever its project. */
function burial({ workspace, subject }) {
    const updated_at = new Date().toISOString();
    return { kind: 'delete', workspace, subject, project_id: '', project_named: false, updated_at };
}
/** Fills in what a span costs, unless its client said so. */
function price(span, prices) {
    if (span.cost_status === 'manual')
        return;
    const { model, provider, ledger, start_time: at } = span;
    const { cost, status } = prices.of(span.workspace, { model, provider, ledger, at });
    span.total_estimated_cost = cost;
    span.cost_status = status;
}
/** Waits for the outcome of a single change, and throws what was wrong with it. */
async function only(outcomes) {
    const [outcome] = await outcomes;
    if (outcome && !outcome.committed)
        throw outcome.error;
}
//# sourceMappingURL=ingest.js.map