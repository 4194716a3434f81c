/** What an export holds; each but the last is a file `<name>.jsonl`. */
export declare const PARTS: readonly ['traces', 'spans', 'threads', 'attachments'];
export type Part = (typeof PARTS)[number];
/** How far a part is. */
export interface PartState {
    done: boolean;
    /** How many records there are. */
    count: number;
    /** The length of the file, in bytes. */
    bytes: number;
    /** Of traces and spans the id up to which they are there; of the others how many traces or files are done. */
    after?: string | undefined;
    position?: number | undefined;
}
/** What an export is of, and how far it is: `export.json`. */
export interface Manifest {
    version: 1;
    url: string;
    project: string;
    filter?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
    include: Part[];
    parts: Partial<Record<Part, PartState>>;
}
/** Reads a JSON file; nothing where there is none. */
export declare function readJson<T>(path: string): Promise<T | undefined>;
/** Writes all of it or nothing. */
export declare function writeJson(path: string, value: unknown): Promise<void>;
//# sourceMappingURL=manifest.d.ts.map