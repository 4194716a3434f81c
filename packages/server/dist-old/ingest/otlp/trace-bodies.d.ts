import type { Json } from '@vitrine/core/model';
import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';
interface Span {
    otel: OtelSpan;
    mapped: MappedSpan;
}
/**
 * Input and output of a trace. The root says them, unless it is one that holds none (an HTTP server's, or an app's own
 * span around its agent): then the first of its spans that has an input, and the last that has an output.
 */
export declare function traceBodies(root: Span, group: readonly Span[]): {
    input?: Json;
    output?: Json;
};
export {};
//# sourceMappingURL=trace-bodies.d.ts.map