import type { Readable } from 'node:stream';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type AttachmentName, type Attachments } from './attachments.ts';
import type { UploadedPart } from './file-store.ts';
/** Files that come in parts: begun, sent part by part in any order, completed. */
export declare class Uploads {
    #private;
    constructor(parts: {
        database: Database;
        clock: Clock;
        attachments: Attachments;
    });
    /** Begins one. Returns its id, and the secret that its parts bear. */
    begin(principal: Principal, file: AttachmentName & {
        projectId: string;
        mimeType: string | null;
        parts: number;
    }): Promise<{
        id: string;
        secret: string;
    }>;
    /**
     * Takes a part. Returns its ETag.
     *
     * @throws {ApiError} 403 where the secret is not the upload's, 404 where there is no such upload
     */
    writePart(workspace: string, { id, secret, part }: {
        id: string;
        secret: string;
        part: number;
    }, bytes: Readable, size: number): Promise<string>;
    /**
     * Makes the attachment of its parts.
     *
     * @throws {ApiError} 404 where there is no such upload, 400 where a part is missing or the size is another, 413 where
     * it is too large
     */
    complete(principal: Principal, id: string, { parts, size }: {
        parts: readonly UploadedPart[];
        size: number;
    }): Promise<void>;
    /** The keys of the files that are still being uploaded. */
    keys(): Promise<Set<string>>;
    /** Forgets uploads that were begun long ago and not completed. Returns how many. */
    sweep(nowMs?: number): Promise<number>;
}
//# sourceMappingURL=uploads.d.ts.map