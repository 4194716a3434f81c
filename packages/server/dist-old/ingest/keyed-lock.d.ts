/**
 * Locks by key. All keys of one call are taken in the same moment, so two calls never wait for each other.
 *
 * @example
 * await locks.hold(['a', 'b'], async () => { ... });
 */
export declare class KeyedLock {
    #private;
    hold<T>(keys: Iterable<string>, work: () => Promise<T>): Promise<T>;
}
//# sourceMappingURL=keyed-lock.d.ts.map