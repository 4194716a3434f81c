import { type Operations } from './operation.ts';
/** What the document says of every route below `api/`. */
export declare const OPERATIONS: Operations;
//# sourceMappingURL=operations.d.ts.map