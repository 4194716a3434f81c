import { Readable } from 'node:stream';
import { type ByteRange, type FileStore, type UploadedPart } from './file-store.ts';
/** Files below a directory of the disk. */
export declare class DiskFiles implements FileStore {
    #private;
    /** @param directory is made, readable by its owner alone, when the first file comes */
    constructor(directory: string);
    write(key: string, bytes: Readable, size: number): Promise<void>;
    read(key: string, range?: ByteRange): Promise<Readable | undefined>;
    delete(keys: readonly string[]): Promise<void>;
    list(): AsyncIterable<string[]>;
    begin(): Promise<string>;
    writePart(_key: string, upload: string, part: number, bytes: Readable, size: number): Promise<string>;
    complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<number>;
    abort(_key: string, upload: string): Promise<void>;
    /** Copies all files into another place of the same kind. What is deleted meanwhile is left out. */
    copyTo(directory: string): Promise<void>;
}
//# sourceMappingURL=disk-files.d.ts.map