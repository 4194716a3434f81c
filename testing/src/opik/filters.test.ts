import type { Opik, OpikQueryLanguage } from 'opik';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../running-server.ts';
import { expectSilence } from './expect-silence.ts';
import { MAJORS } from './majors.ts';

/** Every field and operator that Opik's own SDK from npm takes in a filter, by its own tables of them. */
expectSilence();

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The SDK's tables, which it keeps to itself. */
interface Tables {
  columns: Record<string, string>;
  supportedOperators: Record<string, string[]>;
}
const tablesOf = (language: OpikQueryLanguage): Tables => (language as unknown as { config: Tables }).config;

/** Fields that are asked for with a key. */
const KEYED = new Set(['dictionary', 'feedback_scores_number']);
const VALUES: Record<string, string> = {
  number: '1',
  feedback_scores_number: '1',
  date_time: '"2026-10-01T10:00:00Z"',
};

/** All filters in text that the SDK takes. */
function filtersOf({ columns, supportedOperators }: Tables): string[] {
  return Object.entries(columns).flatMap(([name, type]) => {
    const field = KEYED.has(type) ? `${name}.key` : name;
    const value = VALUES[type] ?? (field.startsWith('usage.') ? '1' : '"default"');
    return (supportedOperators[name] ?? []).map((operator) => {
      if (operator.endsWith('empty')) return `${field} ${operator}`;
      return `${field} ${operator} ${operator.endsWith('in') ? '("default", "other")' : value}`;
    });
  });
}

describe.each(MAJORS)('opik $version', ({ version, opik }) => {
  let client: Opik;
  beforeAll(async () => {
    client = new opik.Opik({ apiUrl: `${server.url}/api`, projectName: `filters ${version}` });
    const trace = client.trace({ name: 'chat', threadId: 'a', input: { key: 1 }, output: { key: 1 }, tags: ['x'] });
    trace.span({ name: 'step', type: 'llm' }).end();
    trace.end();
    await client.flush();
  });

  test.each([
    [
      'traces',
      () => opik.OpikQueryLanguage.forTraces(),
      (filterString: string) => client.searchTraces({ filterString }),
    ],
    ['spans', () => opik.OpikQueryLanguage.forSpans(), (filterString: string) => client.searchSpans({ filterString })],
    [
      'threads',
      () => opik.OpikQueryLanguage.forThreads(),
      (filterString: string) => client.searchThreads({ filterString }),
    ],
  ] as const)(
    '%s are searched by every field and operator that it has',
    { timeout: 60_000 },
    async (_, language, search) => {
      const filters = filtersOf(tablesOf(language()));
      expect(filters.length).toBeGreaterThan(50);
      const refused: string[] = [];
      for (const filter of filters)
        await search(filter).catch((error: Error) => refused.push(`${filter}: ${error.message}`));
      expect(refused).toEqual([]);
    },
  );
});
