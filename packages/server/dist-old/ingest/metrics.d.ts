import type { IngestView } from '@vitrine/core/model';
/** The account of the ingest as Prometheus reads it. */
export declare function metricsText(view: IngestView): Promise<string>;
//# sourceMappingURL=metrics.d.ts.map