import { type SpanUpdate, type TraceUpdate } from '@vitrine/core/model';
/**
 * What a write says: the columns that it sets. A field is named where its column is; some fields set others beside it
 * ({@link BESIDE}). It is plain data, and one object for all fields: so many writes are under way at once that more would
 * be felt.
 */
export type Fields = Record<string, unknown>;
/** The columns that a field sets beside the one of its name. */
export declare const BESIDE: Readonly<Record<string, readonly string[]>>;
/** The names of all fields, of traces and spans. Each is the name of a column, too. */
export declare const FIELD_NAMES: ReadonlySet<string>;
/** A trace's update, with what only OpenTelemetry brings. */
export type TraceFieldsSource = Omit<TraceUpdate, 'tags_to_add' | 'tags_to_remove'> & {
    otel_trace_id?: string;
};
/** What a write of a trace says. */
export declare function traceFields(write: TraceFieldsSource): Fields;
/** What a write of a span says; kind and type, usage and ledger are each derived from the other where only one came. */
export declare function spanFields(write: Omit<SpanUpdate, 'tags_to_add' | 'tags_to_remove'>): Fields;
//# sourceMappingURL=fields.d.ts.map