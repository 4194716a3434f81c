/**
 * Parses JSON, also as other languages write it: `NaN`, `Infinity` and `-Infinity`, as of Python's encoder, become null,
 * which is what JSON has for them; integers that JavaScript would change (beyond 2^53, such as the ids of some databases)
 * become texts of their digits. Other text costs little more than `JSON.parse`.
 *
 * @throws {SyntaxError} that of `JSON.parse`
 * @example
 * parseJson('{"loss": NaN, "id": 1234567890123456789}'); // { loss: null, id: '1234567890123456789' }
 */
export declare function parseJson(text: string): unknown;
//# sourceMappingURL=parse-json.d.ts.map