import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type ByteRange, type FileStore } from './file-store.ts';
export type AttachedTo = 'trace' | 'span';
/** Which file it is: names are unique for each trace or span. */
export interface AttachmentName {
    entityType: AttachedTo;
    entityId: string;
    fileName: string;
}
/** A file that comes. */
export interface NewAttachment extends AttachmentName {
    projectId: string;
    /** Looked up where it is absent. */
    traceId?: string;
    /** By the file's name where it is absent. */
    mimeType?: string | null | undefined;
}
/** What is known of a file. */
export interface Attachment {
    file_name: string;
    mime_type: string;
    /** In bytes. */
    file_size: number;
    /** Where the file is in the store. */
    key: string;
    created_at: string;
    created_by: string;
}
/**
 * The files of traces and spans. A file is written first and its row after it, so that what is listed can be read. Its
 * key is new each time: writing a name again replaces the row, and the earlier file goes.
 */
export declare class Attachments {
    #private;
    readonly store: FileStore;
    /** The largest file that is taken, in bytes. */
    readonly maxBytes: number;
    readonly log: Logger;
    constructor(parts: {
        database: Database;
        clock: Clock;
        store: FileStore;
        maxBytes: number;
        log: Logger;
    });
    /** The key for a new file of an entity. It carries the time in its last segment. */
    newKey({ workspace }: Principal, { entityType, entityId }: Pick<AttachmentName, 'entityType' | 'entityId'>): string;
    /**
     * Takes a file whole.
     *
     * @throws {ApiError} 413 where it is larger than what is taken, 400 where it is not as long as it said
     */
    write(principal: Principal, name: NewAttachment, bytes: Readable, size: number): Promise<void>;
    /** Says that a file is in the store. */
    record(principal: Principal, file: NewAttachment & {
        key: string;
        size: number;
    }): Promise<void>;
    /** @throws {ApiError} 413 where a file is larger than what is taken */
    refuseLarge(size: number): void;
    /** The files of some traces or spans, by entity id and in the order of their names; an entity without any is absent. */
    list(principal: Principal, entityType: AttachedTo, entityIds: readonly string[]): Promise<Map<string, Attachment[]>>;
    /** The file of that name, if there is one. */
    find(principal: Principal, { entityType, entityId, fileName }: AttachmentName): Promise<Attachment | undefined>;
    /** The bytes of a file, or a range of them. */
    read({ key, file_name }: Attachment, range?: ByteRange): Promise<Readable>;
    /**
     * Deletes the files of some traces or spans.
     *
     * @param fileNames only these; all of them if left out
     */
    delete(principal: Principal, entityType: AttachedTo, entityIds: readonly string[], fileNames?: readonly string[]): Promise<void>;
    /** Puts the files of some traces or spans under others, by the id of each. */
    move(principal: Principal, entityType: AttachedTo, ids: ReadonlyMap<string, string>): Promise<void>;
}
/** Says what the store refused as an answer to the client. */
export declare function storing<T>(work: () => Promise<T>): Promise<T>;
//# sourceMappingURL=attachments.d.ts.map