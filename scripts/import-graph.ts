import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { parseSync } from 'vite';

/**
 * Imports between named parts of a source tree: files, folders or groups of folders. Each node maps to the nodes that
 * it imports. Each import lists the files that cause it, as `folder/a.ts -> other/b.ts`.
 */
export type ImportGraph = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** Options for {@link importGraph}. */
export interface ImportGraphOptions {
  /** Files that a package-internal name stands for, such as `{ '#platform': ['platform/node/index.ts'] }`. */
  aliases?: Readonly<Record<string, readonly string[]>>;
  /** Whether a file belongs to the graph. By default, tests, fixtures and stories do not. */
  includes?: (file: string) => boolean;
}

/** Import cycle: its nodes in the order in which they import each other, and one pair of files for each step. */
export interface Circle {
  nodes: readonly string[];
  files: readonly string[];
}

const TEST_EQUIPMENT = /\.(?:test|faults|fixture|stories)\.ts$/;

/** Dynamic imports and import types, which no list of static imports contains. */
const IMPORT_CALL = /\bimport\(\s*['"]([^'"]+)['"]/g;

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

/** Returns the module names that a file imports or re-exports, types included. */
function importedNames(file: string, source: string): string[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const exported = module.staticExports.flatMap((each) => each.entries.map((entry) => entry.moduleRequest?.value));
  return [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...exported.filter((name) => name !== undefined),
    ...[...source.matchAll(IMPORT_CALL)].map((match) => match[1] ?? ''),
  ];
}

function addImport(
  graph: Map<string, Map<string, string[]>>,
  from: string,
  to: string,
  files: readonly string[],
): void {
  const imported = graph.get(from) ?? new Map<string, string[]>();
  graph.set(from, imported.set(to, [...(imported.get(to) ?? []), ...files]));
}

/**
 * Reads the imports between the TypeScript files below `root`, types included. Nodes are paths relative to `root`.
 * Imports of packages are omitted.
 *
 * @throws {Error} if a relative import does not resolve to a file below `root`
 */
export function importGraph(root: string, options: ImportGraphOptions = {}): ImportGraph {
  const { aliases = {}, includes = (file) => !TEST_EQUIPMENT.test(file) } = options;
  const files = sourceFiles(root);
  const graph = new Map<string, Map<string, string[]>>();
  for (const file of files.filter(includes)) {
    graph.set(file, new Map());
    for (const name of new Set(importedNames(file, readFileSync(join(root, file), 'utf8')))) {
      const path = name.startsWith('.') ? [posix.join(posix.dirname(file), name)] : [];
      for (const target of aliases[name] ?? path) {
        if (!files.includes(target)) throw new Error(`${file} imports ${name}, which is not a file below ${root}`);
        addImport(graph, file, target, [`${file} -> ${target}`]);
      }
    }
  }
  return graph;
}

/**
 * Merges the nodes that get the same name, and removes the imports within a merged node. Nodes without a name are
 * omitted.
 *
 * @example
 * mergeNodes(importGraph('src'), (file) => file.split('/')[0]); // a graph of the top folders
 */
export function mergeNodes(graph: ImportGraph, nameOf: (node: string) => string | undefined): ImportGraph {
  const merged = new Map<string, Map<string, string[]>>();
  for (const [node, imported] of graph) {
    const from = nameOf(node);
    if (from === undefined) continue;
    if (!merged.has(from)) merged.set(from, new Map());
    for (const [target, files] of imported) {
      const to = nameOf(target);
      if (to !== undefined && to !== from) addImport(merged, from, to, files);
    }
  }
  return merged;
}

/** Merges files into their folders. Each level of nesting is a separate folder, and `.` is the root. */
export function folderGraph(graph: ImportGraph): ImportGraph {
  return mergeNodes(graph, (file) => posix.dirname(file));
}

function importsOf(graph: ImportGraph, node: string): string[] {
  return [...(graph.get(node)?.keys() ?? [])].toSorted();
}

/** Returns the shortest path from a node back to itself, or undefined if there is none. */
function shortestCircle(graph: ImportGraph, start: string): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of importsOf(graph, way.at(-1) ?? start)) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Returns the shortest import cycle through each node. A cycle that several nodes share is returned once. */
export function findCircles(graph: ImportGraph): Circle[] {
  const circles = new Map<string, Circle>();
  for (const node of [...graph.keys()].toSorted()) {
    const nodes = shortestCircle(graph, node);
    if (nodes === undefined) continue;
    const steps = nodes.map((from, at) => graph.get(from)?.get(nodes[(at + 1) % nodes.length] ?? '')?.[0] ?? '');
    const key = nodes.toSorted().join('\n');
    if (!circles.has(key)) circles.set(key, { nodes, files: steps });
  }
  return [...circles.values()];
}

/** Returns the import cycles between folders in a graph of files. */
export function folderCircles(graph: ImportGraph): Circle[] {
  return findCircles(folderGraph(graph));
}

/**
 * Returns the imports that violate an order of groups, as `folder/a.ts -> other/b.ts`. `line` lists the groups from the
 * lowest to the highest. A group may import itself and the groups before it. Groups in the same step must not import
 * each other. A group is a path prefix; files outside all groups are not checked.
 *
 * @example
 * importsAgainst(graph, [['storage'], ['platform'], ['tracing'], ['evaluation', 'gateway'], ['monitoring']]);
 */
export function importsAgainst(graph: ImportGraph, line: readonly (readonly string[])[]): string[] {
  const groups = line.flat();
  const groupOf = (file: string): string | undefined => groups.find((group) => file.startsWith(`${group}/`));
  const stepOf = (group: string): number => line.findIndex((step) => step.includes(group));
  const against: string[] = [];
  for (const [from, imported] of mergeNodes(graph, groupOf)) {
    for (const [to, files] of imported) if (stepOf(to) >= stepOf(from)) against.push(...files);
  }
  return against;
}

/** Returns the nodes in an order in which each node follows the nodes that it imports, except in a cycle. */
function importedFirst(graph: ImportGraph): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const visit = (node: string): void => {
    if (entered.has(node)) return;
    entered.add(node);
    for (const imported of importsOf(graph, node)) visit(imported);
    ordered.add(node);
  };
  for (const node of [...graph.keys()].toSorted()) visit(node);
  return [...ordered];
}

/**
 * Formats a graph as text with one line per node, such as `query <- database, errors`. Imported nodes precede the nodes
 * that import them.
 */
export function printGraph(graph: ImportGraph): string {
  return importedFirst(graph)
    .map((node) => [node, importsOf(graph, node).join(', ')].filter(Boolean).join(' <- '))
    .join('\n');
}

/** Formats import cycles as text: one line with the nodes of a cycle, then its imports, indented. */
export function printCircles(circles: readonly Circle[]): string {
  return circles
    .map(({ nodes, files }) => [[...nodes, nodes[0]].join(' -> '), ...files.map((file) => `  ${file}`)].join('\n'))
    .join('\n');
}
