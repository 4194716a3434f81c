import { z } from 'zod';
/** How the processes of one host find the engine that holds a data directory. */
export declare const EngineFile: z.ZodObject<{
    pid: z.ZodNumber;
    port: z.ZodNumber;
    secret: z.ZodString;
}, z.core.$strip>;
export type EngineFile = z.infer<typeof EngineFile>;
/** What `engine.json` of the data directory says; nothing where it is absent or half written. */
export declare function readEngineFile(dataDir: string): EngineFile | undefined;
/** Replaces `engine.json` in one step; only the user who runs the server can read it, for it bears the secret. */
export declare function writeEngineFile(dataDir: string, content: EngineFile): void;
export declare function removeEngineFile(dataDir: string): void;
//# sourceMappingURL=engine-file.d.ts.map