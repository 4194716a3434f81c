/** What the storage can do now. */
export type HealthState = 'starting' | 'ready' | 'restarting' | 'failed';
/** The state of the storage in one place: who wants to use it waits here, who wants to show it reads here. */
export declare class Health {
    #private;
    get state(): HealthState;
    /** Why it is not ready, as a sentence for a person. */
    get reason(): string | undefined;
    set(state: HealthState, reason?: string): void;
    /** It will never be ready (again): nobody needs to wait any more. */
    end(reason: string): void;
    /**
     * Resolves when the storage is ready, at once where it is.
     *
     * @param timeoutMs how long to wait; for as long as it takes if left out
     * @throws {StorageUnavailable} where it is not ready in time
     */
    ready(timeoutMs?: number): Promise<void>;
}
/** The storage did not become ready in time, or went away under a request. Answered as 503. */
export declare class StorageUnavailable extends Error {
    readonly name = "StorageUnavailable";
}
//# sourceMappingURL=health.d.ts.map