import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import { type Forgetting } from './forget-entities.ts';
import { type ThreadKey } from './forget-threads.ts';
type Parts = Pick<Resources, 'database' | 'ingest'> & Forgetting;
/**
 * Deletes traces with all that is about them: their spans and statistics, the scores, comments and files of both, and
 * what is kept about a thread that has no trace any more.
 */
export declare function deleteTraces(parts: Parts, principal: Principal, ids: readonly string[]): Promise<void>;
/** Those of some threads that have no trace any more. */
export declare function withoutTraces({ database }: Pick<Resources, 'database'>, { workspace }: Pick<Principal, 'workspace'>, threads: readonly ThreadKey[]): Promise<ThreadKey[]>;
export {};
//# sourceMappingURL=delete-traces.d.ts.map