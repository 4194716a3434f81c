import type { Readable } from 'node:stream';
import { type ByteRange, type FileStore, type UploadedPart } from './file-store.ts';
/** A bucket of S3, or of what speaks its protocol. */
export interface S3Options {
    bucket: string;
    region?: string | undefined;
    /** Another service than AWS, such as `https://minio.internal:9000`; buckets are then named in the path. */
    endpoint?: string | undefined;
    /** Left out: what the AWS SDK finds by itself (environment, profile, role of the machine). */
    accessKeyId?: string | undefined;
    secretAccessKey?: string | undefined;
    /** What stands before the keys of all files, such as `vitrine/`. */
    prefix?: string | undefined;
}
/** Files in a bucket. The AWS SDK is loaded with the first of them. */
export declare class S3Files implements FileStore {
    #private;
    constructor(options: S3Options);
    write(key: string, bytes: Readable, size: number): Promise<void>;
    read(key: string, range?: ByteRange): Promise<Readable | undefined>;
    delete(keys: readonly string[]): Promise<void>;
    list(): AsyncIterable<string[]>;
    begin(key: string): Promise<string>;
    writePart(key: string, upload: string, part: number, bytes: Readable, size: number): Promise<string>;
    complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<number>;
    abort(key: string, upload: string): Promise<void>;
}
//# sourceMappingURL=s3-files.d.ts.map