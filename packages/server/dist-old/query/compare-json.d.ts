import type { Comparison } from './comparison.ts';
/**
 * What is at a JSON path: a text as it reads, anything else as JSON. `>` and `<` compare numbers. A path of several steps
 * may also be one key with dots in it. Without a key it is the whole JSON text.
 */
export declare function compareJson(comparison: Comparison): string;
//# sourceMappingURL=compare-json.d.ts.map