/** One step into a JSON value: a key of an object, or an index into an array, from 0. */
export type JsonStep = string | number;
/**
 * The steps of a JSON path such as `a.b[0]`, `$.a.b`, `a["b c"]`. What cannot be read as a path is one key.
 *
 * @example
 * jsonPath('$.items[0].name'); // ['items', 0, 'name']
 */
export declare function jsonPath(key: string): JsonStep[];
//# sourceMappingURL=json-path.d.ts.map