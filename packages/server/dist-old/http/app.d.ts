import { type Express } from 'express';
import type { Options } from '../options.ts';
import type { Resources } from '../resources.ts';
/**
 * Everything under the mount path, as an Express app of its own: it can be mounted in another app at any path, or serve
 * a port alone.
 */
export declare function createApp(options: Options, resources: Resources): Express;
//# sourceMappingURL=app.d.ts.map