import { OpikQueryLanguage as OldLanguage } from '@testing/opik-1';
import { Opik, OpikQueryLanguage } from 'opik';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import './majors.ts';

// Every field and operator that Opik's own SDK from npm accepts in a filter, according to its tables.
expectSilence();

let server: RunningServer;
let client: Opik;
beforeAll(async () => {
  server = await startServer();
  client = new Opik({ apiUrl: `${server.url}/api`, projectName: 'filters' });
  const trace = client.trace({
    name: 'chat',
    threadId: 'a',
    input: { key: 1 },
    output: { key: 1 },
    tags: ['x'],
    environment: 'production',
  });
  trace.span({ name: 'step', type: 'llm', model: 'gpt-4o', tags: ['x'] }).end();
  trace.end();
  await client.flush();
});
afterAll(() => server.close());

/** Private tables of the SDK. */
interface Tables {
  columns: Record<string, string>;
  supportedOperators: Record<string, string[]>;
}
const tablesOf = (language: object): Tables => (language as { config: Tables }).config;

/** Types of fields that need a key. */
const KEYED = new Set(['dictionary', 'feedback_scores_number']);
/** Values for comparisons, by the type or the name of a field. */
const VALUES: Record<string, string> = {
  number: '1',
  feedback_scores_number: '1',
  dictionary: '1',
  date_time: '"2026-10-01T10:00:00Z"',
  type: '"llm"',
  status: '"active"',
};

/** Number of concurrent searches. */
const AT_ONCE = 8;

/** Returns all text filters that the SDK accepts, one for each field and operator. */
function filtersOf({ columns, supportedOperators }: Tables): string[] {
  return Object.entries(columns).flatMap(([name, type]) => {
    const field = KEYED.has(type) ? `${name}.key` : name;
    const value = VALUES[type] ?? VALUES[name] ?? '"text"';
    return (supportedOperators[name] ?? []).map((operator) => {
      if (operator.endsWith('empty')) return `${field} ${operator}`;
      return `${field} ${operator} ${operator.endsWith('in') ? `(${value})` : value}`;
    });
  });
}

test.each([
  {
    entity: 'traces',
    language: OpikQueryLanguage.forTraces(),
    old: OldLanguage.forTraces(),
    search: async (filterString: string) => client.searchTraces({ filterString }),
  },
  {
    entity: 'spans',
    language: OpikQueryLanguage.forSpans(),
    old: OldLanguage.forSpans(),
    search: async (filterString: string) => client.searchSpans({ filterString }),
  },
  {
    entity: 'threads',
    language: OpikQueryLanguage.forThreads(),
    old: OldLanguage.forThreads(),
    search: async (filterString: string) => client.searchThreads({ filterString }),
  },
])('$entity are searched by each field and operator', async ({ language, old, search }) => {
  const filters = filtersOf(tablesOf(language));
  expect(filters.length).toBeGreaterThan(50);
  const found = new Map<string, unknown>();
  for (let at = 0; at < filters.length; at += AT_ONCE) {
    const some = filters.slice(at, at + AT_ONCE);
    const counts = await Promise.all(
      some.map((filter) =>
        search(filter).then(
          (rows) => rows.length,
          (error: Error) => error.message,
        ),
      ),
    );
    for (const [index, filter] of some.entries()) found.set(filter, counts[index]);
  }
  expect([...found].filter(([, count]) => count !== 0 && count !== 1)).toEqual([]);
  // There is one row, so exactly one filter of each pair matches it.
  for (const filter of filters.filter((each) => each.endsWith('is_empty'))) {
    const opposite = filter.replace('is_empty', 'is_not_empty');
    expect(new Set([found.get(filter), found.get(opposite)]), filter).toEqual(new Set([0, 1]));
  }
  // The newer SDK accepts all filters of the older SDK.
  expect(filters).toEqual(expect.arrayContaining(filtersOf(tablesOf(old))));
});
