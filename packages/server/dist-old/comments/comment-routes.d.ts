import { Router } from 'express';
import type { Resources } from '../resources.ts';
import { type EntityType } from '../scores/scores.ts';
/** The comments on traces, spans or threads, for a router of theirs. A thread is named by its `thread_model_id`. */
export declare function commentRoutes({ comments, database }: Resources, entity: EntityType): Router;
//# sourceMappingURL=comment-routes.d.ts.map