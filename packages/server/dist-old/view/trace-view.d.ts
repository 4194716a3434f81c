import type { BodiesView, TraceView } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
/** A trace and the shape of all its spans, without any body; nothing where there is no such trace. */
export declare function traceView({ database, scores, projects }: Resources, principal: Principal, id: string): Promise<TraceView | undefined>;
/**
 * The bodies of some of a trace's spans, or of the trace itself where its own id is among them.
 *
 * @throws {ApiError} 413 where several are asked for and they are too large together
 */
export declare function bodiesView({ database, scores, attachments }: Resources, principal: Principal, traceId: string, ids: readonly string[]): Promise<BodiesView>;
//# sourceMappingURL=trace-view.d.ts.map