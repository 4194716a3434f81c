import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  findCircles,
  folderCircles,
  type ImportGraph,
  importGraph,
  importsAgainst,
  printCircles,
  printGraph,
} from '../../../scripts/import-graph.ts';

it('the SDK loads no package but uuid at run time; zod would be heavy in a page', async () => {
  const code = `
    import { registerHooks } from 'node:module';
    const packages = new Set();
    registerHooks({ resolve(name, context, next) {
      if (!/^[.#/]|^node:|^file:/.test(name)) packages.add(name);
      return next(name, context);
    } });
    await import('@vitrine/core');
    console.log(JSON.stringify([...packages]));`;
  const run = promisify(execFile);
  const options = { cwd: import.meta.dirname };
  const { stdout } = await run(
    process.execPath,
    ['--conditions=vitrine-source', '--input-type=module', '-e', code],
    options,
  );
  expect(JSON.parse(stdout)).toEqual(['@vitrine/core', 'uuid']);
});

const graph = importGraph(import.meta.dirname, {
  aliases: { '#platform': ['platform/node/index.ts', 'platform/browser/index.ts'] },
});

describe('the imports of core, types included', () => {
  it('form no circle of folders', () => {
    expect(printCircles(folderCircles(graph))).toBe('');
  });

  it('run from the SDK, the filter language and the OpenTelemetry mapping down to the model', () => {
    expect(importsAgainst(graph, [['model', 'platform'], ['filter', 'otel'], ['sdk']])).toEqual([]);
  });
});

describe('a graph of imports', () => {
  const imports = (from: string, ...to: string[]): [string, Map<string, string[]>] => [
    from,
    new Map(to.map((target) => [target, [`${from} -> ${target}`]])),
  ];
  const circular: ImportGraph = new Map([
    imports('index.ts', 'storage/a.ts'),
    imports('storage/a.ts', 'storage/engine/b.ts'),
    imports('storage/engine/b.ts', 'routes/c.ts'),
    imports('routes/c.ts', 'storage/d.ts'),
    imports('storage/d.ts'),
  ]);

  it('shows a circle of folders once, with the imports that close it, although no files import each other', () => {
    expect(findCircles(circular)).toEqual([]);
    expect(printCircles(folderCircles(circular))).toBe(
      [
        'routes -> storage -> storage/engine -> routes',
        '  routes/c.ts -> storage/d.ts',
        '  storage/a.ts -> storage/engine/b.ts',
        '  storage/engine/b.ts -> routes/c.ts',
      ].join('\n'),
    );
  });

  it('shows the imports that run against a line of groups, and those between groups of one step', () => {
    expect(importsAgainst(circular, [['storage'], ['routes']])).toEqual(['storage/engine/b.ts -> routes/c.ts']);
    expect(importsAgainst(circular, [['storage', 'routes']])).toEqual([
      'storage/engine/b.ts -> routes/c.ts',
      'routes/c.ts -> storage/d.ts',
    ]);
  });

  it('prints imported nodes before the nodes that import them', () => {
    const graph: ImportGraph = new Map([
      imports('app', 'query', 'errors'),
      imports('query', 'errors'),
      imports('errors'),
    ]);
    expect(printGraph(graph)).toBe('errors\nquery <- errors\napp <- errors, query');
  });
});
