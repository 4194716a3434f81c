/** Shows on a terminal how far a transfer is; elsewhere nothing. */
export declare class Progress {
    #private;
    constructor();
    start(what: string, total: number, done?: number): void;
    add(count: number): void;
    stop(): void;
}
//# sourceMappingURL=progress.d.ts.map