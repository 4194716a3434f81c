import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

interface Named {
  name: string;
  description?: string;
}

interface ElementDeclaration {
  tagName: string;
  description: string;
  summary: string;
  attributes: Named[];
  members: Named[];
  events?: (Named & { type: { text: string } })[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
}

const root = import.meta.dirname;
let elements: Record<string, ElementDeclaration>;
let modules: Record<string, string>;

beforeAll(() => {
  const analyzer = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js');
  execFileSync(process.execPath, [analyzer, 'analyze', '--quiet'], { cwd: root });
  const { customElements } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { customElements: string };
  const manifest = JSON.parse(readFileSync(join(root, customElements), 'utf8')) as {
    modules: { path: string; declarations: ElementDeclaration[] }[];
  };
  const entries = manifest.modules.flatMap(({ path, declarations }) =>
    declarations.filter(({ tagName }) => tagName !== undefined).map((element) => ({ path, element })),
  );
  elements = Object.fromEntries(entries.map(({ element }) => [element.tagName, element]));
  modules = Object.fromEntries(entries.map(({ path, element }) => [element.tagName, path]));
});

/** What a page can use of an element, without descriptions. */
function contract(tagName: string): Record<string, string[]> {
  const element = elements[tagName];
  if (element === undefined) throw new Error(`The manifest has no element ${tagName}.`);
  const { attributes, members, events = [], slots = [], cssParts = [] } = element;
  const names = (list: Named[]): string[] => list.map(({ name }) => name);
  return {
    attributes: names(attributes),
    members: names(members),
    events: events.map(({ name, type }) => `${name}: ${type.text}`),
    slots: names(slots),
    parts: names(cssParts),
  };
}

test('the manifest names the module of each public element', () => {
  expect(modules).toEqual({
    'vitrine-feedback': 'dist/elements/vitrine-feedback/vitrine-feedback.js',
    'vitrine-provider': 'dist/elements/vitrine-provider/vitrine-provider.js',
    'vitrine-thread': 'dist/elements/vitrine-thread/vitrine-thread.js',
    'vitrine-trace': 'dist/elements/vitrine-trace/vitrine-trace.js',
    'vitrine-traces': 'dist/elements/vitrine-traces/vitrine-traces.js',
  });
});

test('the manifest has the contract of <vitrine-provider>', () => {
  expect(contract('vitrine-provider')).toEqual({
    attributes: ['server', 'theme', 'locale'],
    members: ['server', 'tokenProvider', 'theme', 'locale'],
    events: [],
    slots: [''],
    parts: [],
  });
});

test('the manifest has the contract of <vitrine-traces>', () => {
  expect(contract('vitrine-traces')).toEqual({
    attributes: ['server', 'project-name', 'project-id', 'thread-id', 'trace-href', 'page-size', 'live'],
    members: [
      'server',
      'projectName',
      'projectId',
      'threadId',
      'traceHref',
      'pageSize',
      'live',
      'refresh',
      'focusSearch',
    ],
    events: ['vitrine-open-trace: VitrineOpenTraceEvent'],
    slots: [],
    parts: ['bar', 'table', 'empty', 'error'],
  });
});

test('the manifest has the contract of <vitrine-trace>', () => {
  expect(contract('vitrine-trace')).toEqual({
    attributes: ['server', 'trace-id', 'span-id', 'thread-href', 'all-spans'],
    members: ['server', 'traceId', 'spanId', 'threadHref', 'allSpans', 'refresh'],
    events: [
      'vitrine-select-span: VitrineSelectSpanEvent',
      'vitrine-open-thread: VitrineOpenThreadEvent',
      'vitrine-load: VitrineLoadEvent',
    ],
    slots: [],
    parts: ['header', 'title', 'tree', 'split', 'detail', 'error'],
  });
});

test('the manifest has the contract of <vitrine-thread>', () => {
  expect(contract('vitrine-thread')).toEqual({
    attributes: ['server', 'thread-id', 'project-name', 'project-id', 'trace-href'],
    members: ['server', 'threadId', 'projectName', 'projectId', 'traceHref', 'refresh'],
    events: [
      'vitrine-open-trace: VitrineOpenTraceEvent',
      'vitrine-feedback: VitrineFeedbackEvent',
      'vitrine-select-span: VitrineSelectSpanEvent',
      'vitrine-load: VitrineLoadEvent',
    ],
    slots: [],
    parts: ['user', 'assistant', 'line', 'trace', 'error'],
  });
});

test('the manifest has the contract of <vitrine-feedback>', () => {
  expect(contract('vitrine-feedback')).toEqual({
    attributes: ['server', 'trace-id', 'thread-id', 'project-name', 'project-id', 'name'],
    members: ['server', 'traceId', 'threadId', 'projectName', 'projectId', 'name'],
    events: ['vitrine-feedback: VitrineFeedbackEvent'],
    slots: [],
    parts: ['thumb', 'comment'],
  });
});

test('every entry of the manifest has a description', () => {
  for (const element of Object.values(elements)) {
    const { attributes, members, events = [], slots = [], cssParts = [], cssProperties = [] } = element;
    const entries = [...attributes, ...members, ...events, ...slots, ...cssParts, ...cssProperties];
    expect(entries.filter(({ description = '' }) => description === '').map(({ name }) => name)).toEqual([]);
    expect(element.summary, element.tagName).toMatch(/\.$/);
  }
});

test('every part in the templates and every custom property in the styles is in the manifest', () => {
  const read = (pattern: string): string =>
    globSync(pattern, { cwd: root })
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n');
  const matches = (text: string, pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, name = '']) => name).filter((name, i, all) => all.indexOf(name) === i);
  for (const { tagName, cssParts = [], cssProperties = [] } of Object.values(elements)) {
    const source = read(`src/elements/${tagName}/*.ts`);
    const styles = `${source}\n${source.includes('tokens.styles') ? read('src/theme/tokens.styles.ts') : ''}`;
    const parts = cssParts.map(({ name }) => name);
    const properties = cssProperties.map(({ name }) => name);
    expect(parts, tagName).toEqual(expect.arrayContaining(matches(source, /\bpart="([\w-]+)"/g)));
    expect(properties, tagName).toEqual(expect.arrayContaining(matches(styles, /var\((--vitrine-[\w-]+)/g)));
  }
});
