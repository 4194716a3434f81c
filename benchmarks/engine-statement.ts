import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sends a statement, with the rows of an INSERT as its body, straight to the engine of a data directory. */
export async function engineStatement(dataDir: string, query: string, body = ''): Promise<string> {
  const engine = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { port: number; secret: string };
  const url = `http://127.0.0.1:${engine.port}/?database=vitrine&date_time_input_format=best_effort&query=${encodeURIComponent(query)}`;
  const response = await fetch(url, { method: 'POST', body, headers: { 'X-Vitrine-Engine-Secret': engine.secret } });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
