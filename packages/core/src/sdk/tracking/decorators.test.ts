import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../../..');

const SOURCE = `
  import { MemoryTransport, track, Vitrine } from '@vitrine/core';
  const memory = new MemoryTransport();
  const client = new Vitrine({ transport: memory });
  class Agent {
    factor = 2;
    @track
    async answer(n: number): Promise<number> { return (await this.find(n)) + Agent.plus(1); }
    @track({ name: 'look up', kind: 'tool' })
    async find(n: number): Promise<number> { return n * this.factor; }
    @client.track({ kind: 'tool' })
    static plus(n: number): number { return n; }
  }
  const result: number = await new Agent().answer(20);
  await client.flush();
  const names = new Map(memory.spans.map((span) => [span.id, span.name]));
  console.log(JSON.stringify({
    result,
    spans: memory.spans.map((span) => [names.get(span.parent_span_id!) ?? null, span.name, span.kind ?? null, span.input, span.output]),
  }));`;

/** Compiles the source with TypeScript, and runs the JavaScript. */
async function compiledAndRun(experimentalDecorators: boolean): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'vitrine-decorators-'));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(directory, 'agent.ts'), SOURCE);
  const compilerOptions = {
    experimentalDecorators,
    target: 'es2022',
    module: 'preserve',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    customConditions: ['vitrine-source'],
    strict: true,
    skipLibCheck: true,
    types: [],
    lib: ['es2023', 'dom'],
    paths: { '@vitrine/core': [join(root, 'packages/core/src/index.ts')] },
    outDir: 'out',
    rootDir: '/',
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['agent.ts'] }));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  // Only errors in the agent count: the types of its imports are checked elsewhere.
  const { stdout: faults } = await run(process.execPath, [compiler, '-p', directory]).catch(
    (error: { stdout: string }) => error,
  );
  expect(faults.split('\n').filter((line) => line.includes('agent.ts'))).toEqual([]);
  const built = join(directory, 'out', directory, 'agent.js');
  const loader = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) =>
      next(name === '@vitrine/core' ? ${JSON.stringify(import.meta.resolve('@vitrine/core'))} : name, context) });
    await import(${JSON.stringify(built)});`;
  const { stdout } = await run(process.execPath, ['--conditions=vitrine-source', '--input-type=module', '-e', loader]);
  return JSON.parse(stdout);
}

it.each([
  ['standard', false],
  ['experimentalDecorators', true],
])("tracks methods with %s decorators in the compiler's output", async (_which, isLegacy) => {
  expect(await compiledAndRun(isLegacy)).toEqual({
    result: 41,
    spans: [
      [null, 'answer', null, 20, 41],
      ['answer', 'look up', 'tool', 20, 40],
      ['answer', 'plus', 'tool', 1, 1],
    ],
  });
});
