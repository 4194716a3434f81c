import type { Comparison } from './comparison.ts';
/** Whether a text has another one in it, without regard to case. */
export declare function containsText(sql: string, part: string): string;
/** Short texts, such as names and ids: without regard to case. */
export declare function compareString({ column, condition, parameters }: Comparison): string;
/** Bodies, as JSON texts. What is looked for may be written as it reads or as it stands in JSON. */
export declare function compareText({ column: { sql }, condition, parameters }: Comparison): string;
/** Lists of texts, such as tags. */
export declare function compareList({ column: { sql }, condition, parameters }: Comparison): string;
/** One of few values: exact. */
export declare function compareEnum(comparison: Comparison): string;
//# sourceMappingURL=compare-texts.d.ts.map