import { lowestId } from '@vitrine/core/model';
import { compileFilters } from '../query/compile-filters.js';
import { listConditions } from '../query/list-conditions.js';
import { compileSorting } from '../query/sorting.js';
import { timeSlices } from '../query/time-slices.js';
import { gatheredThreads } from './gathered-threads.js';
/** How far back the newest threads are looked for, in days, before all are. */
const WINDOWS = [1, 7, 30];
const DAY_MS = 24 * 60 * 60 * 1_000;
/** A stream reads so many threads' keys at once. */
const KEYS_AT_ONCE = 5_000;
/** The ids of a page's threads, those with the newest traces first unless sorted otherwise, and how many there are. */
export async function pageOfThreads(database, principal, query, signal) {
    const order = compileSorting('threads', query.sorting, 'newest_id DESC');
    const { from, where, parameters } = threadsOf(database, principal, query, query.sorting);
    const end = query.page * query.size;
    const isPlain = order.isOwn && !query.filter?.length && !query.search && !query.from_time && !query.to_time;
    const counting = isPlain
        ? countThreads(database, principal, query.projectId, signal)
        : countOf(database, from, where, parameters, signal);
    const reading = isPlain
        ? newestThreads(database, parameters, end, signal).then((ids) => ids.slice(end - query.size))
        : database
            .read(`SELECT thread_id FROM (${from}) AS threads ${order.joins} WHERE ${where}
           ORDER BY ${order.orderBy} LIMIT {limit:UInt32} OFFSET {offset:UInt64}`, { ...parameters, ...order.parameters, limit: query.size, offset: end - query.size }, signal)
            .then((rows) => rows.map((row) => row.thread_id));
    const [ids, total] = await Promise.all([reading, counting]);
    return { ids, total };
}
/** How many threads a project has. */
async function countThreads(database, { workspace }, project, signal) {
    const ofProject = "workspace = {workspace:String} AND project_id = {project:String} AND thread_id != ''";
    const slices = timeSlices(database, { workspace, projectId: project }, { table: 'traces', key: 'id' }, {});
    const lots = slices.conditions.map((time) => `SELECT thread_id FROM traces FINAL WHERE ${ofProject} AND ${time}`);
    const [row] = await database.read(`SELECT uniqExact(thread_id) AS threads FROM (${lots.join(' UNION ALL ')})`, { workspace, project, ...slices.parameters }, signal);
    return row?.threads ?? 0;
}
async function countOf(database, from, where, parameters, signal) {
    const [row] = await database.read(`SELECT count() AS total FROM (${from}) WHERE ${where}`, parameters, signal);
    return row?.total ?? 0;
}
/** The ids of a project's threads, those that began last first, some at a time. */
export async function* streamOfThreads(database, principal, query, signal) {
    const { from, where, parameters } = threadsOf(database, principal, query);
    let { below } = query;
    for (let left = query.limit; left > 0;) {
        const wanted = Math.min(left, KEYS_AT_ONCE);
        const isBelow = below
            ? 'AND (start_time, thread_id) < (parseDateTime64BestEffort({below_time:String}, 6), {below_id:String})'
            : '';
        const rows = await database.read(`SELECT start_time, thread_id FROM (${from}) WHERE ${where} ${isBelow}
       ORDER BY start_time DESC, thread_id DESC LIMIT {limit:UInt32}`, { ...parameters, limit: wanted, below_time: below?.start_time ?? '', below_id: below?.thread_id ?? '' }, signal);
        if (rows.length > 0)
            yield rows.map((row) => row.thread_id);
        if (rows.length < wanted)
            return;
        below = rows.at(-1);
        left -= rows.length;
    }
}
/**
 * What reads the threads of a query: a subquery of one row a thread, and the conditions on it. Threads are narrowed by
 * `search` and time as by those of their traces: one that has such a trace is shown whole.
 */
export function threadsOf(database, principal, query, sorting = '') {
    const filters = compileFilters('threads', query.filter ?? []);
    const gathered = {
        messages: reads(query, sorting, ['input', 'output', 'first_message', 'last_message']),
        sums: readsSums(query, sorting),
    };
    const { search, from_time, to_time, projectId } = query;
    const ofTraces = listConditions(database, principal, 'traces', { search, from_time, to_time, projectId });
    const isNarrow = Boolean(search || from_time || to_time);
    const which = isNarrow ? `thread_id IN (SELECT thread_id FROM traces FINAL WHERE ${ofTraces.where})` : '1';
    return {
        from: gatheredThreads(which, gathered),
        where: ['1', ...filters.conditions].join(' AND '),
        parameters: { ...ofTraces.parameters, ...filters.parameters, cooldown: query.cooldown },
    };
}
/** Whether threads are narrowed or sorted by what their spans add up to. */
export function readsSums(query, sorting = '') {
    return reads(query, sorting, ['usage', 'total_estimated_cost']);
}
function reads({ filter = [] }, sorting, fields) {
    const names = [...filter.map((condition) => condition.field), sorting];
    return names.some((name) => fields.some((field) => name.includes(field)));
}
/** The ids of the threads with the newest traces. A window that has enough of them has the newest of all. */
async function newestThreads(database, parameters, wanted, signal) {
    for (const days of [...WINDOWS, undefined]) {
        const rows = await database.read(`SELECT thread_id FROM traces FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id != '' AND id >= {oldest:String}
       GROUP BY thread_id ORDER BY max(id) DESC LIMIT {wanted:UInt32}`, { ...parameters, wanted, oldest: days === undefined ? '' : lowestId(Date.now() - days * DAY_MS) }, signal);
        if (rows.length === wanted || days === undefined)
            return rows.map((row) => row.thread_id);
    }
    return [];
}
//# sourceMappingURL=thread-keys.js.map