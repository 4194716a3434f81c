import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the URL and headers that send a statement directly to the engine of a data directory. */
export function engineUrl(dataDir: string, query: string): { url: string; headers: Record<string, string> } {
  const engine = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { port: number; secret: string };
  return {
    url: `http://127.0.0.1:${engine.port}/?database=vitrine&date_time_input_format=best_effort&query=${encodeURIComponent(query)}`,
    headers: { 'X-Vitrine-Engine-Secret': engine.secret },
  };
}

/** Sends a statement directly to the engine of a data directory. `body` contains the rows of an INSERT. */
export async function engineStatement(dataDir: string, query: string, body = ''): Promise<string> {
  const { url, headers } = engineUrl(dataDir, query);
  const response = await fetch(url, { method: 'POST', body, headers });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
