/** A file of JSON objects, one on each line, that grows at its end. */
export declare class LineFile {
    #private;
    /** How long it is, in bytes. */
    bytes: number;
    private constructor();
    /** Opens it to go on after so many bytes; what was written behind them is cut off. */
    static open(path: string, bytes: number): Promise<LineFile>;
    append(records: readonly unknown[]): Promise<void>;
    close(): Promise<void>;
}
/** The objects of such a file, in lists of so many, from a line on; nothing where there is no file. */
export declare function readLines<T>(path: string, { from, size }: {
    from: number;
    size: number;
}): AsyncGenerator<T[]>;
//# sourceMappingURL=line-file.d.ts.map