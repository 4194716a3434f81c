import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Content of `engine.json`, by which the processes of one host find the engine of a data directory. */
export const EngineFile = z.object({
  pid: z.number().int().positive(),
  port: z.number().int(),
  secret: z.string(),
});
export type EngineFile = z.infer<typeof EngineFile>;

const nameIn = (dataDir: string): string => join(dataDir, 'engine.json');

/** Reads `engine.json` of a data directory; undefined if the file is absent or incomplete. */
export function readEngineFile(dataDir: string): EngineFile | undefined {
  try {
    return EngineFile.parse(JSON.parse(readFileSync(nameIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Replaces `engine.json` in one step. Only the user who runs the server can read it because it holds the secret. */
export function writeEngineFile(dataDir: string, content: EngineFile): void {
  const draft = `${nameIn(dataDir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  renameSync(draft, nameIn(dataDir));
}

export function removeEngineFile(dataDir: string): void {
  rmSync(nameIn(dataDir), { force: true });
}
