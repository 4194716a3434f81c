import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ConfigFile } from '../config-file.ts';

/** Returns an environment variable; `undefined` if it is empty. */
export function env(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** Reads the file `.env` in the working directory. The environment of the process does not change. */
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
    return { path, values: {}, fault: 'it contains no JSON object' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { path, values: {}, ...(code !== 'ENOENT' && { fault: message }) };
  }
}
