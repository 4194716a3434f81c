import { type Id } from '@vitrine/core/model';
/**
 * How late a trace counts as updated, in ms since the epoch, of which only spans without the root are known: before
 * anything that its root says, and the later the earlier the earliest of those spans starts. So of several such batches
 * the earliest span names the trace and begins it, in whatever order they come.
 */
export declare function rootlessTime(traceId: Id, startMs: number): number;
//# sourceMappingURL=rootless-time.d.ts.map