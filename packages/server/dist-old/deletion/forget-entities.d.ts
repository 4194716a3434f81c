import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import type { EntityType } from '../scores/scores.ts';
/** What {@link forgetEntities} works with. */
export type Forgetting = Pick<Resources, 'scores' | 'comments' | 'attachments'>;
/** Deletes what was said about some traces, spans or threads: their scores, their comments and their files. */
export declare function forgetEntities({ scores, comments, attachments }: Forgetting, principal: Principal, entity: EntityType, ids: readonly string[]): Promise<void>;
//# sourceMappingURL=forget-entities.d.ts.map