/** What tells rows of one table apart. */
export function keyOf({ workspace, id }) {
    return `${workspace}/${id}`;
}
//# sourceMappingURL=versioned-row.js.map