import type { Json } from '@vitrine/core/model';
/** A JSON value as it stands in a column: what does not parse is given as the text it is, absent is null. */
export declare function storedJson(text: string): Json;
//# sourceMappingURL=stored-json.d.ts.map