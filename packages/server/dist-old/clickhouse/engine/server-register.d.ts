/**
 * The servers that use one data directory: each has a file in `servers/`, named after its process. So a server knows
 * whether it writes alone.
 */
export declare class ServerRegister {
    #private;
    constructor(dataDir: string);
    /** Whether another server uses the directory too. The files of processes that are gone are removed. */
    hasOthers(): boolean;
    /** Whether nobody else is there now, nor came and went since this asker asked the last time. */
    isAlone(asker: object): boolean;
    close(): void;
}
//# sourceMappingURL=server-register.d.ts.map