import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `feedback`: the caller's own score of a trace or thread, read, written and taken back. */
export declare function feedbackRoutes(resources: Resources): Router;
//# sourceMappingURL=feedback-routes.d.ts.map