import type { Response } from 'express';
/** A signal that says that the client has left, or that it has its answer. */
export declare function leftSignal(response: Response): AbortSignal;
//# sourceMappingURL=left-signal.d.ts.map