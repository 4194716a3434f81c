import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  folderCircles,
  folderGraph,
  importGraph,
  importsAgainst,
  mergeNodes,
  printCircles,
  printGraph,
} from '../../../scripts/import-graph.ts';

/** Groups of the server, from the ground up. Each may import itself and those before it. */
const LINE = [
  ['storage'],
  ['platform'],
  ['tracing'],
  ['evaluation', 'gateway'],
  ['monitoring'],
  ['openapi'],
  ['server'],
  ['commands'],
];

const graph = importGraph(import.meta.dirname);

/** The import graph of the groups, followed by one graph per group of its rooms. */
function drawGroups(): string {
  const groups = LINE.flat();
  const groupOf = (file: string): string | undefined => groups.find((group) => file.startsWith(`${group}/`));
  const rooms = groups.map((group) => {
    const own = folderGraph(
      mergeNodes(graph, (file) => (groupOf(file) === group ? file.slice(group.length + 1) : undefined)),
    );
    return own.size > 1 ? `\n${group}/\n${printGraph(own).replaceAll(/^/gm, '  ')}` : undefined;
  });
  return [printGraph(mergeNodes(graph, groupOf)), ...rooms.filter((room) => room !== undefined)].join('\n');
}

describe('imports of the server, types too', () => {
  test('run along the line of groups', () => {
    expect(importsAgainst(graph, LINE)).toEqual([]);
  });

  test('form no circle of folders', () => {
    expect(printCircles(folderCircles(graph))).toBe('');
  });

  test('lead from the root to the groups, never back', () => {
    const back = [...graph].flatMap(([from, imported]) =>
      [...imported.keys()].filter((to) => from.includes('/') && !to.includes('/')).map((to) => `${from} -> ${to}`),
    );
    expect(back).toEqual([]);
  });

  test('are drawn in docs/architecture.md as they are', () => {
    const architecture = readFileSync(join(import.meta.dirname, '../../../docs/architecture.md'), 'utf8');
    const [, drawn] = /<!-- imports of the server -->\n+```text\n([^`]*)\n```/.exec(architecture) ?? [];
    // On a difference, put the expected text into the page.
    expect(drawn).toBe(drawGroups());
  });
});
