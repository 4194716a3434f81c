import { type Operations } from './operation.ts';
/** What the document says of threads. */
export declare const THREAD_OPERATIONS: Operations;
//# sourceMappingURL=thread-operations.d.ts.map