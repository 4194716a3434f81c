import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `attachment`: everything that has a JSON body or none. */
export declare function attachmentRoutes({ attachments, uploads, projects }: Resources): Router;
/** `attachment/upload`: a file whole, as the body. It stands before what reads bodies. */
export declare function uploadRoutes({ attachments, projects }: Resources): Router;
/** `attachment/upload-part`: a part of a file. Its URL says who may send it, so it stands before authentication. */
export declare function uploadPartRoutes({ uploads }: Resources): Router;
//# sourceMappingURL=attachment-routes.d.ts.map