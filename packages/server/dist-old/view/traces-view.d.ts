import type { TracesView } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import { type ListQuery } from '../query/list-conditions.ts';
/** One page of a project's traces, newest first, with what their spans add up to and how they were scored. */
export declare function tracesView({ database, scores, reach, stats }: Resources, principal: Principal, query: ListQuery & {
    limit: number;
    cursor?: string | undefined;
    thread_id?: string | undefined;
}, signal?: AbortSignal): Promise<TracesView>;
//# sourceMappingURL=traces-view.d.ts.map