import type { IngestView } from '@vitrine/core/model';
/** What is written. */
export type Stream = 'traces' | 'spans' | 'feedback_scores';
/** Why a write was refused. */
export type Refusal = 'invalid' | 'conflict' | 'not_found' | 'deleted' | 'overloaded' | 'storage';
/**
 * Counts what came in and what became of it, since the start and by the minute. At every moment
 * received = committed + refused + in flight.
 */
export declare class Accounting {
    #private;
    /** What the writes that are in flight take, in bytes. */
    bytesInFlight: number;
    /** @param maxBytesInFlight how much the writes in flight may take: beyond it there is no room for new ones */
    constructor(maxBytesInFlight: number);
    /** Whether so much more may be in flight. What is larger than all the room has it where nothing else is there. */
    hasRoom(bytes: number): boolean;
    /** Keeps room for the body of a request until it is let go; nothing where there is none. */
    admit(bytes: number): (() => void) | undefined;
    received(stream: Stream, count: number): void;
    /** Writes came in of which nothing else was heard: what they needed beside themselves failed. */
    failed(stream: Stream, error: unknown, count: number): void;
    /** Reads a single write; one that is not valid is counted, and thrown. */
    parsed<T>(stream: Stream, read: () => T): T;
    /** Items of a batch came in that are not valid; an item may have several faults. */
    invalid(stream: Stream, faults: readonly {
        index?: number;
    }[]): void;
    committed(stream: Stream, count: number): void;
    refused(stream: Stream, reason: Refusal, count: number): void;
    /** Rows in which a write of another server was missing were written again. */
    repaired(count: number): void;
    /** An insert did not reach the storage and is tried again. */
    retried(): void;
    /** A span counts tokens in an attribute that nobody knows. Returns whether it is the first one that does. */
    unknownUsage(attribute: string): boolean;
    /** The account as the view API shows it. */
    view(): IngestView;
}
/** Under which reason a refused write is counted. */
export declare function reasonOf(error: unknown): Refusal;
//# sourceMappingURL=accounting.d.ts.map