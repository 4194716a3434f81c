import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Writes the figures of a run to `benchmarks/results/<name>.json`. */
export function keepResults(name: string, figures: object): void {
  const directory = new URL('results/', import.meta.url);
  mkdirSync(directory, { recursive: true });
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  writeFileSync(
    new URL(`${name}.json`, directory),
    `${JSON.stringify({ at: new Date().toISOString(), machine, ...figures }, null, 2)}\n`,
  );
}
