/**
 * Does something with a new name in `backups/` of a data directory, the only place where the engine may write backups
 * and read them. What is there in the end is removed.
 */
export declare function withStaging<T>(dataDir: string, use: (path: string) => Promise<T>): Promise<T>;
/** Moves a directory, to another disk too. */
export declare function move(from: string, to: string): Promise<void>;
export declare function isEmpty(directory: string): boolean;
/** A path as a literal in SQL. */
export declare function pathLiteral(path: string): string;
//# sourceMappingURL=staging.d.ts.map