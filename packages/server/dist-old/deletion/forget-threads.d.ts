import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import { type Forgetting } from './forget-entities.ts';
/** A thread; its id is unique only with its project. */
export interface ThreadKey {
    project_id: string;
    thread_id: string;
}
/** Deletes what is kept about threads beside their traces: their scores and comments, and their rows in `threads`. */
export declare function forgetThreads(parts: Pick<Resources, 'database'> & Forgetting, principal: Principal, threads: readonly ThreadKey[]): Promise<void>;
//# sourceMappingURL=forget-threads.d.ts.map