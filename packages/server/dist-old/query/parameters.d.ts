/** The values of a query that is being put together, each under a name of its own. */
export declare class Parameters {
    #private;
    readonly values: Record<string, unknown>;
    /** @param prefix what their names begin with; no other values of the query may begin with it */
    constructor(prefix: string);
    /** Takes a value up, and answers what stands for it in the SQL. */
    add(type: 'String' | 'Float64' | 'Int64' | 'Array(String)', value: unknown): string;
    /** Takes a value up, and answers its name. */
    addNamed(value: unknown): string;
}
//# sourceMappingURL=parameters.d.ts.map