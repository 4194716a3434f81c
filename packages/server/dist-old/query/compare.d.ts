/** The order of two texts by their characters, as ClickHouse has it. */
export declare function compare(a: string, b: string): number;
//# sourceMappingURL=compare.d.ts.map