import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startModelServer } from '@testing/model-server';
import { otlpJson } from './otlp-json.ts';
import testing from '../../package.json' with { type: 'json' };
import { runScenario, SCENARIOS } from './run-scenario.ts';

// Records the exports of each instrumentation, for the tests of the mapping: `node src/otel/record.ts [name...]`.
const RECORDINGS = fileURLToPath(new URL('../../../packages/core/src/otel/recordings/', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Returns the packages that a scenario and its `ask-*.ts` module import, with their versions. */
function versionsOf(name: string): Record<string, string> {
  const source = readFileSync(new URL(`./scenarios/${name}.ts`, import.meta.url), 'utf8');
  const asked = /'\.\.\/(ask-\w+)\.ts'/.exec(source)?.[1];
  const story = asked === undefined ? '' : readFileSync(new URL(`./${asked}.ts`, import.meta.url), 'utf8');
  const imported = Object.entries(testing.devDependencies).filter(([dependency]) =>
    new RegExp(`'${dependency}(/[^']*)?'`).test(source + story),
  );
  return Object.fromEntries(imported.map(([dependency, version]) => [dependency, version.replace(/^npm:.*@/, '')]));
}

const names = process.argv.length > 2 ? process.argv.slice(2) : SCENARIOS;
const model = await startModelServer({ delayMs: 1 });
let exports: { resourceSpans?: object[] }[] = [];
const collector = createServer((request, response) => void collect(request, response)).listen(0, '127.0.0.1');
async function collect(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const isJson = request.headers['content-type']?.startsWith('application/json');
  exports.push(isJson ? (JSON.parse(body.toString()) as object) : otlpJson(body));
  response.setHeader('content-type', 'application/json').end('{}');
}
await once(collector, 'listening');
const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
mkdirSync(RECORDINGS, { recursive: true });

for (const name of names) {
  exports = [];
  const { code, logged } = await runScenario(name, { modelUrl: model.url, endpoint, protocol: 'http/json' });
  if (code !== 0 || logged !== '') console.warn(`${name} ended with ${code}:\n${logged}`);
  const recorded = JSON.stringify(
    { recordedWith: versionsOf(name), resourceSpans: exports.flatMap((body) => body.resourceSpans ?? []) },
    null,
    1,
  )
    .replaceAll(`file://${ROOT}`, 'file:///app/')
    .replaceAll(ROOT, '/app/')
    .replaceAll(new URL(model.url).host, '127.0.0.1:4800')
    .replaceAll(`"${new URL(model.url).port}"`, '"4800"');
  writeFileSync(`${RECORDINGS}${name}.json`, `${recorded}\n`);
  console.log(`${name}: ${recorded.length} characters`);
}
collector.close();
collector.closeAllConnections();
await model.close();
