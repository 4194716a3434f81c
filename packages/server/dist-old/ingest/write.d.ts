import type { Fields } from './fields.ts';
import { type StoredSpan, type StoredTrace } from './stored-rows.ts';
type Row = StoredTrace | StoredSpan;
/** What every write of one trace or span says. It is plain data, so that another server can merge it too. */
interface WriteOf<Kind extends string> {
    kind: Kind;
    workspace: string;
    id: string;
    /** Of a span; the server's own choice where a patch does not know it. */
    trace_id?: string | undefined;
    /** Where the row is made if it is not there yet. */
    project_id: string;
    /** Whether the client named the project: then a row in another one is a conflict. */
    project_named: boolean;
    subject: string;
    /** When the client last updated it (a create), or when it came in. ISO 8601. */
    updated_at: string;
}
export interface CreateWrite extends WriteOf<'create'> {
    fields: Fields;
    /** Refuse what is there already. */
    unless_there: boolean;
}
export interface PatchWrite extends WriteOf<'patch'> {
    fields: Fields;
    tags_to_add: readonly string[];
    tags_to_remove: readonly string[];
}
export type DeleteWrite = WriteOf<'delete'>;
/** Says nothing new: the row is completed again, which prices a span by the prices of now. */
type RepriceWrite = WriteOf<'reprice'>;
export type Write = CreateWrite | PatchWrite | DeleteWrite | RepriceWrite;
/**
 * The row after a write; nothing where the write changes nothing.
 *
 * @param stored the row before it, a tombstone too
 * @param version the write's own, which becomes the row's
 * @throws {ApiError} 409 where the row is in another project, or is there already and must not be; 404 where a patch
 * does not say the trace of a span that is not there
 */
export declare function applyWrite<T extends Row>(table: 'traces' | 'spans', stored: T | undefined, write: Write, version: string): T | undefined;
/** A copy that may be changed. */
export declare function draftOf<T extends Row>(row: T): T;
export {};
//# sourceMappingURL=write.d.ts.map