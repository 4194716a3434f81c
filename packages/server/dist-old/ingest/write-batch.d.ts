import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
/** A batch holds at most so many items. */
export declare const MAX_BATCH = 1000;
type Parts = Pick<Resources, 'ingest' | 'accounting'>;
/**
 * Stores the traces of a batch that are valid.
 *
 * @throws {ApiError} where some were refused; the others are stored
 */
export declare function writeTraces({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void>;
/** Stores the spans of a batch that are valid, as {@link writeTraces} does. */
export declare function writeSpans({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void>;
export {};
//# sourceMappingURL=write-batch.d.ts.map