import { z } from 'zod';
declare const Manifest: z.ZodObject<{
    vitrine: z.ZodString;
    schema: z.ZodNumber;
    database: z.ZodString;
    created_at: z.ZodString;
}, z.core.$strip>;
/** What a backup says about itself, in `manifest.json` beside its data. */
export type Manifest = z.infer<typeof Manifest>;
export declare function writeManifest(directory: string, manifest: Manifest): void;
/** @throws where the directory holds no backup */
export declare function readManifest(directory: string): Manifest;
export {};
//# sourceMappingURL=manifest.d.ts.map