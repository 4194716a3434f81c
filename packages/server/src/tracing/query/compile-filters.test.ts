import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIELDS, parseFilter, type Condition, type Field, type Filter } from '@vitrine/core/filter';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';
import type { FilteredEntity } from './columns.ts';
import { compileFilters } from './compile-filters.ts';
import { compileSorting } from './compile-sorting.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-filters-'));
let resources: Resources;
beforeAll(async () => {
  resources = openResources(completeOptions({ dataDir }));
  await resources.database.health.ready(60_000);
});
afterAll(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One row of each entity, with values for the filters. */
const ROWS: Record<FilteredEntity, string> = {
  traces: `SELECT * FROM values('workspace String, project_id String, id String, name String, input String, output String,
    metadata String, tags Array(String), duration Nullable(Float64), thread_id String, end_user String, environment String, source String,
    visibility_mode String, error_info String, ttft Nullable(Float64), start_time DateTime64(6, \\'UTC\\'),
    end_time Nullable(DateTime64(6, \\'UTC\\')), created_at DateTime64(6, \\'UTC\\'), last_updated_at DateTime64(6, \\'UTC\\'),
    created_by String, last_updated_by String',
    ('w', 'p', '01900000-0000-7000-8000-000000000000', 'Straße 50%_', '{"text":"say \\\\"hi\\\\""}', '"plain"', {json:String},
      ['Alpha', 'beta'], 1500.5, 'Thread', 'Ada', 'Production', '', '', '', NULL, '2026-01-15 09:30:00.000123',
      NULL, '2026-01-15 09:30:00', '2026-01-15 09:30:00', 'ada', 'ada'))`,
  spans: `SELECT *, map('prompt_tokens', 12) AS usage, CAST(NULL AS Nullable(Decimal(38, 12))) AS total_estimated_cost
    FROM values('id String, trace_id String, parent_span_id String, name String, type String, model String, provider String, service_tier String,
      input String, output String, metadata String, tags Array(String), duration Nullable(Float64), environment String,
      source String, visibility_mode String, error_info String, ttft Nullable(Float64), start_time DateTime64(6, \\'UTC\\'),
      end_time Nullable(DateTime64(6, \\'UTC\\')), created_at DateTime64(6, \\'UTC\\'), last_updated_at DateTime64(6, \\'UTC\\'),
      created_by String, last_updated_by String',
    ('01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000000', '', 'call', '', 'GPT-4o', 'openai', 'Flex',
      '', '', {json:String}, [], 5, '', 'sdk', 'hidden', '{"exception_type":"E"}', 20, '2026-01-15 09:30:00',
      '2026-01-15 09:30:01', '2026-01-15 09:30:00', '2026-01-15 09:30:00', 'ada', 'ada'))`,
  threads: `SELECT 'Thread' AS thread_id, '"hello"' AS first_message, '{}' AS last_message, 4 AS number_of_messages,
      'active' AS status, ['vip'] AS tags, 'Production' AS environment, map('total_tokens', 7) AS usage,
      toDecimal128(0.25, 12) AS total_estimated_cost, toDateTime64('2026-01-15 09:30:00', 6, 'UTC') AS start_time, start_time AS end_time,
      start_time AS created_at, start_time AS last_updated_at, 10. AS duration, 'ada' AS created_by, 'ada' AS last_updated_by`,
  projects: `SELECT 'id' AS id, 'Chat' AS name, '{"description":"Talks","visibility":"private"}' AS body, now64(6, 'UTC') AS created_at,
      created_at AS last_updated_at, 'ada' AS created_by, 'ada' AS last_updated_by`,
};

const JSON_TEXT = JSON.stringify({
  model: 'GPT',
  deep: { list: [{ n: 7 }, 'x'] },
  'a.b': 'dotted',
  n: '12',
  word: 'many',
  no: null,
  yes: true,
  'app.tags': ['x', 'y'],
  'app.items': [{ 'k8s.pod': { 'name.short': 'p1' } }],
  resource: {
    'service.name': 'desk',
    'k8s.pod.name': 'pod-1',
    service: { name: 'nested', 'name.x': 'odd' },
    "it's.a": 1,
  },
  a: { 'b.c': { 'd.e': 'deep' }, b: { 'c.d': { e: 'other' } } },
});

async function matches(entity: FilteredEntity, filter: Filter): Promise<boolean> {
  const { conditions, parameters } = compileFilters(entity, filter);
  const rows = await resources.database
    .acrossWorkspaces('a test')
    .read(`SELECT 1 AS found FROM (${ROWS[entity]}) WHERE ${['true', ...conditions].join(' AND ')}`, {
      workspace: 'w',
      project: 'p',
      since: '',
      before: 'g',
      json: JSON_TEXT,
      ...parameters,
    });
  return rows.length === 1;
}

test.each<[FilteredEntity, string, boolean]>([
  ['traces', 'name = "STRASSE 50%_"', false],
  ['traces', 'name = "straße 50%_"', true],
  ['traces', 'name contains "50%_"', true],
  ['traces', 'name contains "5%"', false],
  ['traces', 'name contains "50_"', false],
  ['traces', 'name not_contains "STRA"', false],
  ['traces', 'name starts_with "stra"', true],
  ['traces', 'name ends_with "%_"', true],
  ['traces', 'name != "other"', true],
  ['traces', 'name > "r" AND name < "T"', true],
  ['traces', 'id = "01900000-0000-7000-8000-000000000000"', true],
  ['traces', 'id = "01900000-0000-7000-8000-00000000000A"', false],
  ['traces', 'thread_id = "THREAD"', true],
  ['traces', 'user_id = "ADA"', true],
  ['traces', 'user_id = "Ada2"', false],
  ['traces', 'input contains "SAY ""hi"""', true],
  ['traces', 'input contains "say \\""hi"', true],
  ['traces', 'input not_contains "bye"', true],
  ['traces', 'output = "PLAIN"', true],
  ['traces', 'input = "{ ""text"": ""say \\""hi\\"""" }"', true],
  ['traces', 'output = "pla"', false],
  ['traces', 'metadata.model = "gpt"', true],
  ['traces', 'metadata.model contains "P"', true],
  ['traces', 'metadata.missing contains ""', false],
  ['traces', 'metadata.missing = ""', false],
  ['traces', 'metadata."$.deep.list[0].n" > 6.5', true],
  ['traces', 'metadata.deep.list[0].n = "7"', true],
  ['traces', 'metadata.deep.list[1] = "X"', true],
  ['traces', 'metadata.deep.list[2] = "x"', false],
  ['traces', 'metadata.a.b = "dotted"', true],
  ['traces', 'metadata.n < 12.5', true],
  ['traces', 'metadata.resource.service.name = "desk"', true],
  ['traces', 'metadata.resource.service.name = "nested"', true],
  ['traces', 'metadata.resource.service.name = "other"', false],
  ['traces', 'metadata."$.resource.service.name" = "desk"', true],
  ['traces', `metadata."resource[""service.name""]" = "desk"`, true],
  ['traces', `metadata."resource['service.name']" = "nested"`, false],
  ['traces', 'metadata.resource.service.name.x = "odd"', true],
  ['traces', 'metadata.resource.k8s.pod.name contains "POD"', true],
  ['traces', 'metadata.resource.k8s.pod contains ""', false],
  ['traces', 'metadata.resource.k8s.pod.name.more contains ""', false],
  ['traces', `metadata."resource.it's.a" > 0`, true],
  ['traces', 'metadata.app.tags[0] = "x"', true],
  ['traces', 'metadata.app.tags[1] = "x"', false],
  ['traces', 'metadata.app.tags[2] contains ""', false],
  ['traces', 'metadata.app.items[0].k8s.pod.name.short = "P1"', true],
  ['traces', 'metadata.a.b.c.d.e = "deep"', true],
  ['traces', 'metadata.a.b.c.d.e = "other"', true],
  ['traces', 'metadata.a.b.c.e = "deep"', false],
  ['traces', 'metadata.service.name = "desk"', false],
  ['spans', 'metadata.resource.service.name = "desk"', true],
  ['traces', 'metadata.word > 0', false],
  ['traces', 'metadata.yes = "true"', true],
  ['traces', 'metadata contains "dotted"', true],
  ['traces', 'input_json.text contains "hi"', true],
  ['traces', 'output_json.text = "plain"', false],
  ['traces', 'tags contains "LPH"', true],
  ['traces', 'tags not_contains "lph"', false],
  ['traces', 'tags = "alpha"', false],
  ['traces', 'tags = "Alpha"', true],
  ['traces', 'tags != "alpha"', true],
  ['traces', 'tags is_not_empty', true],
  ['traces', 'tags is_empty', false],
  ['traces', 'duration = 1500.5', true],
  ['traces', 'duration >= 1500.6', false],
  ['traces', 'ttft != 5', false],
  ['traces', 'ttft < 5', false],
  ['traces', 'end_time < "2030-01-01T00:00:00Z"', false],
  ['traces', 'created_at >= "2026-01-15T10:30:00+01:00"', true],
  ['traces', 'created_at > "2026-01-15T09:30:00Z"', false],
  ['traces', 'created_at = "2026-01-15 09:30"', true],
  ['traces', 'created_at > "0001-01-01"', true],
  ['traces', 'created_at < "9999-12-31"', true],
  ['traces', 'error_info is_empty', true],
  ['traces', 'error_info is_not_empty', false],
  ['traces', 'environment = "production"', false],
  ['traces', 'environment in ("Staging", "Production")', true],
  ['traces', 'environment not_in ("Production")', false],
  ['traces', 'visibility_mode = "default"', true],
  ['traces', 'source != "sdk"', true],
  ['traces', 'llm_span_count = 0', true],
  ['traces', 'llm_span_count > 0', false],
  ['traces', 'span_count < 1', true],
  ['traces', 'span_count != 0', false],
  ['traces', 'total_estimated_cost = 0', true],
  ['traces', 'total_estimated_cost != 1', false],
  ['traces', 'total_estimated_cost <= 0', false],
  ['traces', 'usage.total_tokens >= 0', false],
  ['traces', 'feedback_scores.x is_empty', true],
  ['traces', 'feedback_scores.x != 1', false],
  ['traces', 'feedback_scores is_not_empty', false],
  ['traces', 'span_feedback_scores.x is_empty', true],
  ['traces', 'experiment_id = "x"', false],
  ['traces', 'annotation_queue_ids is_empty', true],
  ['spans', 'type = "general"', true],
  ['spans', 'type in ("llm", "tool")', false],
  ['spans', 'type contains "GENER"', true],
  ['spans', 'type not_contains "llm"', true],
  ['spans', 'type starts_with "gen"', true],
  ['spans', 'type starts_with "eral"', false],
  ['spans', 'type ends_with "ERAL"', true],
  ['spans', 'type > "f" AND type < "h"', true],
  ['spans', 'model = "gpt-4O"', true],
  ['spans', 'trace_id = "01900000-0000-7000-8000-000000000000"', true],
  ['spans', 'total_estimated_cost = 0', true],
  ['spans', 'total_estimated_cost >= 0', false],
  ['spans', 'usage.prompt_tokens = 12', true],
  ['spans', 'usage.completion_tokens != 12', false],
  ['spans', 'error_info is_not_empty', true],
  ['spans', 'visibility_mode = "hidden"', true],
  ['threads', 'id contains "thr"', true],
  ['threads', 'first_message contains "ELL"', true],
  ['threads', 'first_message = "hello"', true],
  ['threads', 'number_of_messages >= 5', false],
  ['threads', 'status = "active" AND environment = "Production"', true],
  ['threads', 'status contains "ACT"', true],
  ['threads', 'total_estimated_cost = 0.25', true],
  ['threads', 'usage.total_tokens > 6', true],
  ['threads', 'feedback_scores.solved is_empty', true],
  ['projects', 'name contains "hat" AND description = "talks" AND visibility = "private"', true],
])('a filter of %s, %s, matches the row: %s', async (entity, text, expected) => {
  expect(await matches(entity, parseFilter(text, entity))).toBe(expected);
});

test('a filter with the longest accepted value runs', async () => {
  // Each character takes nine in a URL, and the value is searched in several forms.
  expect(await matches('traces', [{ field: 'input', operator: '=', value: '字'.repeat(5_000) }])).toBe(false);
});

test.each([
  ['200 keys in one path', `${'a.'.repeat(199)}a`, 1],
  ['200 indexes in one path', '[0]'.repeat(200), 1],
  ['four keys in each of 50 paths', 'a.b.c.d', 50],
  ['20 keys in each of ten paths', `${'a.'.repeat(19)}a`, 10],
])('a filter with %s runs', async (_, key, times) => {
  expect(
    await matches(
      'traces',
      Array.from({ length: times }, () => ({ field: 'metadata', key, operator: '=', value: '' })),
    ),
  ).toBe(false);
});

test('keys of metadata with dots at any level sort', async () => {
  const { orderBy, parameters } = compileSorting(
    'traces',
    '[{"field":"metadata.resource.service.name","direction":"ASC"}]',
  );
  const rows = await resources.database.acrossWorkspaces('a test').read<{ id: number }>(
    `SELECT id FROM values('id UInt8, metadata String', (1, '{}'), (2, '{"resource":{"service.name":"b"}}'),
      (3, '{"resource":{"service":{"name":"a"}}}'), (4, '{"resource.service.name":"c"}')) ORDER BY ${orderBy}`,
    parameters,
  );
  expect(rows.map(({ id }) => id)).toEqual([3, 2, 4, 1]);
});

/** Texts that would escape from a naively quoted SQL string. */
const HOSTILE = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        `'`,
        `"`,
        '\\',
        `\\'`,
        '`',
        '%',
        '{',
        '}',
        '{f0:String}',
        ';',
        '--',
        '/*',
        '\0',
        '\n',
        '\t',
        '\\N',
        '$.',
        'ß',
        '𝒳',
        '\ud800',
        '[0]',
        ') OR 1=1',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));

function conditionOf(field: Field): fc.Arbitrary<Condition> {
  const key = field.key === 'none' ? fc.constant(undefined) : HOSTILE.map((text) => text || 'a.b[0]');
  const compares = new Set(['number', 'counts', 'scores']).has(field.type);
  return fc.tuple(key, fc.constantFrom(...field.operators)).chain(([key, operator]): fc.Arbitrary<Condition> => {
    const subject = { field: field.name, ...(key !== undefined && { key }) };
    if (operator === 'is_empty' || operator === 'is_not_empty') return fc.constant({ ...subject, operator });
    const numeric = compares || (field.type === 'dictionary' && (operator === '>' || operator === '<'));
    const value = numeric
      ? fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)
      : field.type === 'date'
        ? fc
            .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') })
            .map((date) => date.toISOString())
        : HOSTILE;
    if (operator === 'in' || operator === 'not_in') {
      return fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => ({ ...subject, operator, values }));
    }
    return value.map((value) => ({ ...subject, operator, value }));
  });
}

test.each(['traces', 'spans', 'threads', 'projects'] as const)(
  'any filter of %s runs on the engine and treats hostile texts as texts',
  async (entity) => {
    const text =
      [...FIELDS[entity].values()].find((field) => field.type === 'string' && field.name === 'name') ??
      FIELDS[entity].get('id');
    const filter = fc.array(fc.constantFrom(...FIELDS[entity].values()).chain(conditionOf), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(filter, HOSTILE, async (conditions, needle) => {
        await matches(entity, conditions);
        // A text that is not part of the name does not match; its negation does.
        const part = `${needle}#`;
        const field = text?.name ?? 'id';
        expect(await matches(entity, [{ field, operator: 'contains', value: part }])).toBe(false);
        expect(await matches(entity, [{ field, operator: 'not_contains', value: part }])).toBe(true);
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);
