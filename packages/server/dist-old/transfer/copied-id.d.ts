/**
 * The id of a copy: it has the same place in the order of ids, and the rest follows from the id and the project of the
 * copy. So whoever imports again finds the same copies.
 */
export declare function copiedId(id: string, project: string): string;
//# sourceMappingURL=copied-id.d.ts.map