/**
 * A value as ClickHouse's HTTP interface takes it for `{name:Type}`.
 *
 * @throws {TypeError} where it is neither a text, a number, a boolean, nothing, nor a list or a `TupleParam` of these
 * @see https://clickhouse.com/docs/interfaces/http#cli-queries-with-parameters
 */
export declare function parameterText(value: unknown): string;
//# sourceMappingURL=parameter-text.d.ts.map