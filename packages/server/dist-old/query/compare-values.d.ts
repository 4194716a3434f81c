import type { Comparison } from './comparison.ts';
/** Numbers, and counts of usage under their key. */
export declare function compareNumber(comparison: Comparison): string;
/** Whether a condition holds for what has no value. */
export declare function matchesAbsent(comparison: Comparison): boolean;
/** Moments. A bound on when rows began is a bound on their ids too. */
export declare function compareDate({ column, condition, parameters }: Comparison): string;
/** Scores: the average over the authors of one of that name. What has no such score never matches a comparison. */
export declare function compareScores(comparison: Comparison): string;
//# sourceMappingURL=compare-values.d.ts.map