import { microsecondsOf } from '../../clickhouse/row-binary.js';
import { deleteTraces } from '../../deletion/delete-traces.js';
import { writesOf } from '../row-writes.js';
import { rootlessTime } from './rootless-time.js';
import { atTimeOf } from './trace-ids.js';
/** So many rows are read whole at once, and so many ids stand in one query. */
const CHUNK = 500;
/**
 * Makes one of two traces that are the same OpenTelemetry trace: what is stored under `from` is merged into `into`, its
 * spans get the ids that they would have had there, scores go with them, and what is left is deleted. Done again, or by
 * two servers at once, it comes to the same.
 */
export async function joinTraces(parts, principal, ids) {
    const { database, ingest } = parts;
    const { workspace } = principal;
    const { from, into } = ids;
    const [trace] = await database.read(`SELECT *, toString(version) AS version FROM traces FINAL WHERE workspace = {workspace:String} AND id = {from:String}`, { workspace, from });
    if (!trace)
        return;
    await ingest.replay('traces', writesOf(trace).map((write) => ({ ...write, ...timeOfWrite(write, trace, ids), id: into })));
    await moveScores(parts, principal, 'trace', [from], ids);
    await moveWordsAndFiles(parts, principal, 'trace', [from], ids);
    let after = '';
    for (;;) {
        const spans = await database.read(`SELECT *, toString(version) AS version FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id = {from:String} AND id > {after:String}
       ORDER BY id LIMIT ${CHUNK}`, { workspace, from, after });
        const last = spans.at(-1);
        if (!last)
            break;
        after = last.id;
        await ingest.replay('spans', spans.flatMap((span) => writesOf({ ...span, parent_span_id: parentOf(span, ids) }).map((write) => moved(write, ids))));
        await moveScores(parts, principal, 'span', spans.map((span) => span.id), ids);
        await moveWordsAndFiles(parts, principal, 'span', spans.map((span) => span.id), ids);
    }
    await deleteTraces(parts, principal, [from]);
}
/** Spans without the root count as older than what the root says, by the time in the id. */
function timeOfWrite(write, { start_time }, { from, into }) {
    const startMs = Math.floor(microsecondsOf(start_time) / 1_000);
    const isRootless = microsecondsOf(write.updated_at) === rootlessTime(from, startMs) * 1_000;
    return isRootless ? { updated_at: new Date(rootlessTime(into, startMs)).toISOString() } : {};
}
function moved(write, { into }) {
    return { ...write, id: atTimeOf(into, write.id), trace_id: into };
}
function parentOf({ parent_span_id }, { into }) {
    return parent_span_id && atTimeOf(into, parent_span_id);
}
async function moveScores({ database, scores }, { workspace }, entity, entityIds, { into }) {
    const rows = await database.read(`SELECT entity_id, author, project_id, name, value, category_name, reason, source FROM feedback_scores FINAL
     WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}`, { workspace, entity, ids: entityIds });
    for (const author of new Set(rows.map((row) => row.author))) {
        await scores.write({ workspace, subject: author }, entity, rows
            .filter((row) => row.author === author)
            .map(({ entity_id, project_id, author: _author, ...score }) => {
            return { entityId: atTimeOf(into, entity_id), traceId: into, projectId: project_id, score };
        }));
    }
}
async function moveWordsAndFiles({ comments, attachments }, principal, entity, entityIds, { into }) {
    const commented = await comments.read(principal, entity, entityIds);
    for (const id of commented.keys()) {
        await comments.move(principal, entity, id, { entityId: atTimeOf(into, id), traceId: into });
    }
    await attachments.move(principal, entity, new Map(entityIds.map((id) => [id, atTimeOf(into, id)])));
}
//# sourceMappingURL=join-traces.js.map