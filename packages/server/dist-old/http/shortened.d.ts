import type { Json } from '@vitrine/core/model';
/** How much of a body is shown. */
export interface Shortening {
    /** Texts are cut, and what stands inline as base64 is named only. */
    truncate: boolean;
    /** What stands inline as base64 is named only. */
    strip_attachments: boolean;
}
/** A body with its long texts cut and its inline media named, such as `[image/png]`; its form stays. */
export declare function shortened(value: Json, { truncate, strip_attachments }: Shortening): Json;
//# sourceMappingURL=shortened.d.ts.map