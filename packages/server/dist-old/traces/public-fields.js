import { shortened } from '../http/shortened.js';
import { storedJson } from '../http/stored-json.js';
/** The columns that those fields are made of. */
const COLUMNS = ('id project_id name start_time end_time duration input output metadata tags error_info ttft source ' +
    'environment created_at created_by last_updated_at last_updated_by').split(' ');
/** The large ones, which are not read where they are left out. */
const LARGE = new Set(['input', 'output', 'metadata', 'error_info']);
/** What a SELECT reads of the rows: the common columns and more of a table's own. */
export function selectColumns(own, { exclude }) {
    return [...COLUMNS, ...own]
        .map((column) => (LARGE.has(column) && exclude.has(column) ? `'' AS ${column}` : column))
        .join(', ');
}
/** The common fields of a row. */
export function publicFields(row, options) {
    const body = (text) => shortened(storedJson(text), options);
    return {
        id: row.id,
        project_id: row.project_id,
        start_time: row.start_time,
        ...(row.name && { name: row.name }),
        ...(row.end_time && { end_time: row.end_time }),
        ...(row.input && { input: body(row.input) }),
        ...(row.output && { output: body(row.output) }),
        ...(row.metadata && { metadata: body(row.metadata) }),
        ...(row.tags.length > 0 && { tags: row.tags }),
        ...(row.error_info && { error_info: storedJson(row.error_info) }),
        ...(row.duration !== null && { duration: row.duration }),
        ...(row.ttft !== null && { ttft: row.ttft }),
        ...(row.source && { source: row.source }),
        ...(row.environment && { environment: row.environment }),
        created_at: row.created_at,
        created_by: row.created_by,
        last_updated_at: row.last_updated_at,
        last_updated_by: row.last_updated_by,
    };
}
/** A row without the fields that are left out. */
export function without(row, exclude) {
    if (exclude.size === 0)
        return row;
    return Object.fromEntries(Object.entries(row).filter(([name]) => !exclude.has(name)));
}
//# sourceMappingURL=public-fields.js.map