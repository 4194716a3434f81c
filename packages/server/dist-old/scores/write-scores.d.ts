import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import { type EntityScore } from './scores.ts';
type Parts = Pick<Resources, 'scores' | 'database' | 'projects' | 'accounting'>;
/**
 * Stores the scores of a batch that are valid.
 *
 * @throws {ApiError} where some were refused; the others are stored
 */
export declare function writeEntityScores(parts: Parts, principal: Principal, entity: 'trace' | 'span', body: unknown): Promise<void>;
/** Stores the scores of threads, as {@link writeEntityScores} does. */
export declare function writeThreadScores({ scores, projects, accounting }: Parts, principal: Principal, body: unknown): Promise<void>;
/**
 * Writes scores of traces or spans; what is not there yet is scored all the same, in the project that the score names,
 * and what is deleted is not.
 */
export declare function scoreEntities({ scores, database, projects, accounting }: Parts, principal: Principal, entity: 'trace' | 'span', writes: readonly (Pick<EntityScore, 'entityId' | 'score' | 'author'> & {
    projectName?: string | null | undefined;
})[]): Promise<void>;
export {};
//# sourceMappingURL=write-scores.d.ts.map