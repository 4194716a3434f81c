import type { startBenchServer } from './bench-server.ts';

type BenchServer = Pick<Awaited<ReturnType<typeof startBenchServer>>, 'url' | 'statement'>;

/** Number of spans in one INSERT. Rows are inserted in order of time, as in production. */
const CHUNK = 1_000_000;
/**
 * Settings that use one thread to write a table. Its parts follow each other in time, as in production; the parts of
 * several threads would overlap.
 */
const IN_ORDER = 'SETTINGS max_threads = 1, max_insert_threads = 1';
const SPANS_PER_TRACE = 4;
const TRACES_PER_THREAD = 5;
const DAYS = 30;
/**
 * Number of most recent days whose parts stay unmerged. Older rows are merged into one part per week. The engine does
 * this with parts that are half a day old, and such parts are created over another half day.
 */
const UNSETTLED_DAYS = 1;
/** Projects and their shares of all threads, in tenths. */
const PROJECTS = [
  { name: 'large', tenths: 6 },
  { name: 'middle', tenths: 3 },
  { name: 'small', tenths: 1 },
];

/** Generated rows, with the ids that the benchmarks query. */
export interface History {
  /** Project with 60 % of the threads. */
  projectId: string;
  /** Traces of all projects, spread over the 30 days. */
  traceIds: string[];
  /** Thread of the large project. */
  threadId: string;
  rows: Record<'traces' | 'spans' | 'feedback_scores', number>;
}

/**
 * Generates 30 days of history inside the engine. A trace is an agent with a tool call and two model calls, with about
 * 1.4 KB of text per span. A thread has five traces, and every tenth trace has a score. The times in the ids match the
 * times of the rows.
 */
export async function generateHistory(server: BenchServer, spans: number): Promise<History> {
  for (const { name } of PROJECTS) await createProject(server, name);
  const listed = (await (await fetch(`${server.url}/api/v1/private/projects?size=100`)).json()) as {
    content: { id: string; name: string }[];
  };
  const ids = PROJECTS.map(({ name }) => listed.content.find((project) => project.name === name)?.id ?? '');
  await server.statement(PHRASES);
  const traces = spans / SPANS_PER_TRACE;
  const beginning = Date.now() - DAYS * 86_400_000;
  const stepMs = (DAYS * 86_400_000) / traces;
  const insert = async (after: number, until: number): Promise<void> => {
    for (let from = after; from < until; from += CHUNK) {
      const to = Math.min(from + CHUNK, until);
      const values = { projects: ids, beginning, stepMs };
      const inserts = [
        insertSpans(from, to, values),
        insertTraces(from / SPANS_PER_TRACE, to / SPANS_PER_TRACE, values),
        insertStatistics(from / SPANS_PER_TRACE, to / SPANS_PER_TRACE, values),
      ];
      await Promise.all(inserts.map((insert) => server.statement(`${insert} ${IN_ORDER}`)));
    }
  };
  const settled = Math.floor((traces * (DAYS - UNSETTLED_DAYS)) / DAYS) * SPANS_PER_TRACE;
  await insert(0, settled);
  for (const table of ['spans', 'traces', 'trace_stats']) await server.statement(`OPTIMIZE TABLE ${table} FINAL`);
  await insert(settled, spans);
  await server.statement(INSERT_SCORES);
  // Rows that the server writes in addition to the rows that it receives.
  for (const statement of INSERT_TIME_SKEW) await server.statement(statement);
  const projectId = ids[0] ?? '';
  const column = async (query: string): Promise<string[]> => (await server.statement(query)).trim().split('\n');
  const count = async (table: string): Promise<number> =>
    Number(await server.statement(`SELECT count() FROM ${table}`));
  const [threadId = ''] = await column(
    `SELECT thread_id FROM traces WHERE project_id = '${projectId}' AND id > (SELECT min(id) FROM traces) ORDER BY sipHash64(thread_id) LIMIT 1`,
  );
  return {
    projectId,
    traceIds: await column('SELECT id FROM traces ORDER BY sipHash64(id) LIMIT 200'),
    threadId,
    rows: {
      traces: await count('traces'),
      spans: await count('spans'),
      feedback_scores: await count('feedback_scores'),
    },
  };
}

async function createProject(server: BenchServer, name: string): Promise<void> {
  const response = await fetch(`${server.url}/api/v1/private/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Statement that creates 4,096 phrases of about 170 characters, from a vocabulary of 130 words and unique tokens. */
const PHRASES = `CREATE TABLE bench_phrases ENGINE = Memory AS
  SELECT concat(arrayStringConcat(arrayMap(i -> words[1 + sipHash64(number, i) % length(words)], range(22)), ' '), ' ',
    substring(lower(hex(sipHash64(number))), 1, 10)) AS phrase
  FROM numbers(4096)
  ARRAY JOIN [arrayMap(i -> concat(['or','par','cus','del','in','re','pay','ship','ad','can','con','pro','up'][1 + intDiv(i, 10)],
    ['der','cel','tomer','livery','voice','fund','ment','ping','dress','cel'][1 + i % 10]), range(130))] AS words`;

interface Values {
  projects: readonly string[];
  beginning: number;
  stepMs: number;
}

/** Returns the columns that rows of the trace with number `t` share. They depend only on that number. */
function common({ projects, beginning, stepMs }: Values, t: string): string {
  const bound = (count: number): number => PROJECTS.slice(0, count).reduce((sum, { tenths }) => sum + tenths, 0);
  return `(SELECT groupArray(phrase) FROM bench_phrases) AS phrases,
    sipHash64(intDiv(${t}, ${TRACES_PER_THREAD}), 'project') % 10 AS tenth,
    multiIf(tenth < ${bound(1)}, '${projects[0]}', tenth < ${bound(2)}, '${projects[1]}', '${projects[2]}') AS project,
    toUInt64(${beginning} + ${t} * ${stepMs}) AS trace_ms,
    ${uuid('trace_ms', `sipHash128(${t}, 'trace')`)} AS trace`;
}

/** Returns an expression for the UUIDv7 of a time in ms and a 128-bit hash. */
function uuid(ms: string, hash: string): string {
  const time = `lower(leftPad(hex(${ms}), 12, '0'))`;
  const random = `lower(hex(${hash}))`;
  return `concat(substring(${time}, 1, 8), '-', substring(${time}, 9, 4), '-7', substring(${random}, 1, 3), '-8',
    substring(${random}, 4, 3), '-', substring(${random}, 7, 12))`;
}

/** Returns an expression for a text of several phrases, selected by the row number in `seed`. */
function text(seed: string, phrases: number): string {
  const parts = Array.from({ length: phrases }, (_, n) => `phrases[1 + sipHash64(${seed}, ${n}) % 4096]`);
  return `concat(${parts.join(", ' ', ")})`;
}

const moment = (ms: string): string => `fromUnixTimestamp64Milli(toInt64(${ms}), 'UTC')`;
const chat = (content: string): string => `concat('{"messages":[{"role":"user","content":"', ${content}, '"}]}')`;

function insertSpans(from: number, to: number, values: Values): string {
  return `INSERT INTO spans (workspace, project_id, trace_id, id, parent_span_id, name, type, start_time, end_time, input,
      output, input_preview, output_preview, metadata, metadata_flat, error_type, model, provider, usage,
      total_estimated_cost, cost_status, has_base, created_at, last_updated_at, version)
    WITH intDiv(number, ${SPANS_PER_TRACE}) AS t, number % ${SPANS_PER_TRACE} AS n, ${common(values, 't')},
      n >= 2 AS is_llm, trace_ms + n * 300 AS ms, 100 + sipHash64(number, 'duration') % 3000 AS took,
      200 + sipHash64(number, 'tokens') % 2000 AS prompt, 20 + sipHash64(number, 'answer') % 400 AS completion,
      ${text('number', 5)} AS question, ${text('number + 7', 3)} AS answer
    SELECT 'default', project, trace, ${uuid('ms', "sipHash128(number, 'span')")},
      if(n = 0, '', ${uuid('trace_ms', "sipHash128(t * 4, 'span')")}),
      ['agent', 'search orders', 'model call', 'model call'][1 + n], ['general', 'tool', 'llm', 'llm'][1 + n],
      ${moment('ms')}, ${moment('ms + took')}, ${chat('question')}, concat('{"text":"', answer, '"}'),
      substring(question, 1, 200), substring(answer, 1, 200), '{"release":"1.4.2","region":"eu-west-1"}',
      map('release', '1.4.2', 'region', 'eu-west-1'), if(sipHash64(number, 'error') % 50 = 0, 'TimeoutError', ''),
      if(is_llm, ['gpt-4o-mini', 'gpt-4o', 'claude-sonnet-4-5', 'gemini-2.5-flash'][1 + t % 4], ''),
      if(is_llm, ['openai', 'openai', 'anthropic', 'google'][1 + t % 4], ''),
      if(is_llm, map('prompt_tokens', toInt64(prompt), 'completion_tokens', toInt64(completion), 'total_tokens', toInt64(prompt + completion)), map()),
      if(is_llm, toDecimal128(prompt * 0.00000015 + completion * 0.0000006, 12), NULL), if(is_llm, 'priced', ''),
      1, ${moment('ms')}, ${moment('ms + took')}, bitShiftLeft(ms, 22)
    FROM numbers(${from}, ${to - from})`;
}

function insertTraces(from: number, to: number, values: Values): string {
  return `INSERT INTO traces (workspace, project_id, id, name, start_time, end_time, thread_id, environment, input, output,
      input_preview, output_preview, metadata, metadata_flat, tags, error_type, error_info, has_base, created_at,
      last_updated_at, version)
    WITH ${common(values, 'number')}, 1000 + sipHash64(number, 'duration') % 4000 AS took,
      ${text('number', 5)} AS question, ${text('number + 7', 3)} AS answer, sipHash64(number, 'error') % 40 = 0 AS failed
    SELECT 'default', project, trace, 'support answer', ${moment('trace_ms')}, ${moment('trace_ms + took')},
      concat('thread ', toString(intDiv(number, ${TRACES_PER_THREAD}))), ['production', 'staging'][1 + number % 2],
      ${chat('question')}, concat('{"text":"', answer, '"}'), substring(question, 1, 200), substring(answer, 1, 200),
      '{"release":"1.4.2"}', map('release', '1.4.2'), ['support'], if(failed, 'TimeoutError', ''),
      if(failed, '{"exception_type":"TimeoutError","traceback":"at x"}', ''), 1, ${moment('trace_ms')},
      ${moment('trace_ms + took')}, bitShiftLeft(trace_ms, 22)
    FROM numbers(${from}, ${to - from})`;
}

function insertStatistics(from: number, to: number, values: Values): string {
  const span = (k: number): string => `(number * ${SPANS_PER_TRACE} + ${k})`;
  const prompt = `(400 + sipHash64(${span(2)}, 'tokens') % 2000 + sipHash64(${span(3)}, 'tokens') % 2000)`;
  const completion = `(40 + sipHash64(${span(2)}, 'answer') % 400 + sipHash64(${span(3)}, 'answer') % 400)`;
  return `INSERT INTO trace_stats (workspace, project_id, trace_id, span_count, llm_span_count, usage, total_estimated_cost, models, providers, version)
    WITH ${common(values, 'number')}, ${prompt} AS prompt, ${completion} AS completion
    SELECT 'default', project, trace, 4, 2,
      map('prompt_tokens', toInt64(prompt), 'completion_tokens', toInt64(completion), 'total_tokens', toInt64(prompt + completion)),
      toDecimal128(prompt * 0.00000015 + completion * 0.0000006, 12),
      [['gpt-4o-mini', 'gpt-4o', 'claude-sonnet-4-5', 'gemini-2.5-flash'][1 + number % 4]],
      [['openai', 'openai', 'anthropic', 'google'][1 + number % 4]], bitShiftLeft(trace_ms, 22)
    FROM numbers(${from}, ${to - from})`;
}

const INSERT_SCORES = `INSERT INTO feedback_scores (workspace, entity_type, entity_id, name, author, project_id, trace_id, value, source, created_at, last_updated_at, version)
  SELECT 'default', 'trace', id, 'helpful', 'admin', project_id, id, sipHash64(id) % 2, 'sdk', start_time, start_time, version
  FROM traces WHERE sipHash64(id, 'score') % 10 = 0`;

const INSERT_TIME_SKEW = [
  `INSERT INTO time_skew (workspace, project_id, entity, month, early_ms, late_ms)
   SELECT workspace, project_id, 'traces',
     toStartOfMonth(UUIDv7ToDateTime(toUUIDOrZero(id), 'UTC')) AS month,
     max(toUnixTimestamp64Milli(start_time) + 1 - toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(id), 'UTC'))),
     max(toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(id), 'UTC')) - toUnixTimestamp64Milli(start_time))
   FROM traces WHERE is_deleted = 0
   GROUP BY workspace, project_id, month`,
  `INSERT INTO time_skew (workspace, project_id, entity, month, early_ms, late_ms)
   SELECT workspace, project_id, skew.1 AS entity,
     toStartOfMonth(UUIDv7ToDateTime(toUUIDOrZero(trace_id), 'UTC')) AS month,
     max(skew.2 + 1 - toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(trace_id), 'UTC'))),
     max(toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(trace_id), 'UTC')) - skew.2)
   FROM spans
   ARRAY JOIN [('spans', toUnixTimestamp64Milli(start_time)), ('span_ids', toUnixTimestamp64Milli(UUIDv7ToDateTime(toUUIDOrZero(id), 'UTC')))] AS skew
   WHERE is_deleted = 0
   GROUP BY workspace, project_id, entity, month`,
];
