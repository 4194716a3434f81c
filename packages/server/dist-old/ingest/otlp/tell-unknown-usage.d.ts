import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';
import type { Logger } from 'pino';
import type { Accounting } from '../accounting.ts';
/** Who hears of it. */
export interface Told {
    accounting: Accounting;
    log: Logger;
}
/** Counts the tokens of spans that no table knows, and warns of each attribute once: else they would be zero in silence. */
export declare function tellUnknownUsage({ accounting, log }: Told, spans: readonly {
    otel: OtelSpan;
    mapped: MappedSpan;
}[]): void;
//# sourceMappingURL=tell-unknown-usage.d.ts.map