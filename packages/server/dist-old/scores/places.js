/** The places of some traces or spans, by id; what is not there (yet) is absent. */
export async function placesOf(database, principal, entity, ids) {
    const rows = await database.read(entity === 'trace'
        ? `SELECT id, any(project_id) AS project_id, id AS trace_id, max(is_deleted) AS deleted FROM traces
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`
        : `SELECT id, any(project_id) AS project_id, any(trace_id) AS trace_id, max(is_deleted) AS deleted FROM spans
         WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} GROUP BY id`, { workspace: principal.workspace, ids });
    return new Map(rows.map(({ id, ...place }) => [id, place]));
}
//# sourceMappingURL=places.js.map