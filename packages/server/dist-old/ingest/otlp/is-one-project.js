/** Whether those of some traces that are stored are in one project. */
export async function isOneProject(database, { workspace }, ids) {
    const projects = await database.read(`SELECT DISTINCT project_id FROM traces FINAL WHERE workspace = {workspace:String} AND id IN {ids:Array(String)}`, { workspace, ids });
    return projects.length <= 1;
}
//# sourceMappingURL=is-one-project.js.map