/**
 * Works through items with pauses in which the process answers others: a batch of 1,000 writes would keep everybody
 * waiting for 30 ms, the host's own requests too. What has no more than one portion is done at once.
 */
export declare function inTurns<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void>;
//# sourceMappingURL=in-turns.d.ts.map