import { Router } from 'express';
/**
 * What browsers load: `widgets.js` with the chunks that it loads later, and the admin page at every other path. The
 * page learns from its base element where it is mounted.
 */
export declare function pages(): Router;
//# sourceMappingURL=browser-files.d.ts.map