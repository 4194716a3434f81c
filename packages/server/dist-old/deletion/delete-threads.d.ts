import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import type { Forgetting } from './forget-entities.ts';
/** Deletes threads of a project: their traces with all that is about them, and the threads' own scores and rows. */
export declare function deleteThreads(parts: Pick<Resources, 'database' | 'ingest'> & Forgetting, principal: Principal, projectId: string, threadIds: readonly string[]): Promise<void>;
//# sourceMappingURL=delete-threads.d.ts.map