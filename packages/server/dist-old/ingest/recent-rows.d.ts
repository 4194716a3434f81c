/**
 * The rows that were written last and have not ended, so that the update that ends them need not read what is stored.
 * The one that was not used for longest goes first.
 */
export declare class RecentRows<Row extends {
    end_time: string | null;
}> {
    #private;
    get(key: string): Row | undefined;
    set(key: string, row: Row): void;
    delete(key: string): void;
}
//# sourceMappingURL=recent-rows.d.ts.map