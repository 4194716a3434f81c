import type { Id } from '@vitrine/core/model';
import type { Principal } from '../../auth/principal.ts';
import type { Resources } from '../../resources.ts';
import type { Forgetting } from '../../deletion/forget-entities.ts';
type Parts = Pick<Resources, 'database' | 'ingest'> & Forgetting;
/**
 * Makes one of two traces that are the same OpenTelemetry trace: what is stored under `from` is merged into `into`, its
 * spans get the ids that they would have had there, scores go with them, and what is left is deleted. Done again, or by
 * two servers at once, it comes to the same.
 */
export declare function joinTraces(parts: Parts, principal: Principal, ids: {
    from: Id;
    into: Id;
}): Promise<void>;
export {};
//# sourceMappingURL=join-traces.d.ts.map