import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ConfigFile } from '../config-file.ts';

/** An environment variable; absent where it is empty. */
export function env(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** What the file `.env` in the working directory says. The process's own environment is not changed. */
export function dotEnv(): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(join(process.cwd(), '.env'), 'utf8'));
  } catch {
    return {};
  }
}

export function configFile(): ConfigFile {
  const path = env('VITRINE_CONFIG_PATH') ?? join(homedir(), '.vitrine.json');
  try {
    const values: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { path, values: values as Record<string, unknown> };
    }
    return { path, values: {}, fault: 'it holds no JSON object' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { path, values: {}, ...(code !== 'ENOENT' && { fault: message }) };
  }
}
