import type { StoredSpan, StoredTrace } from './stored-rows.ts';
import type { CreateWrite, PatchWrite } from './write.ts';
/**
 * The writes that would make a row: a create for each time at which creates have set fields, oldest first, and a patch
 * for each version. With another id they merge the row into another one.
 */
export declare function writesOf(row: StoredTrace | StoredSpan): (CreateWrite | PatchWrite)[];
//# sourceMappingURL=row-writes.d.ts.map