import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `feedback-definitions`: what people score by. */
export declare function feedbackDefinitionRoutes({ database, clock }: Pick<Resources, 'database' | 'clock'>): Router;
//# sourceMappingURL=feedback-definition-routes.d.ts.map