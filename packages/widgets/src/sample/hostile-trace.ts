import { newId, type Json, type SpanWrite, type TraceWrite } from '@vitrine/core/model';
import { sendTraces } from './send-traces.ts';

/** Text that would run a script, load something or leave its box, if it could. */
export const HOSTILE_MARKDOWN = [
  '<script>window.__broken = 1</script>',
  '<img src="https://example.invalid/pixel.png" onerror="window.__broken = 2">',
  '<a href="javascript:window.__broken=3">press me</a> and [me](javascript:window.__broken=4)',
  '![tracking pixel](https://example.invalid/track.png)',
  '<style>* { display: none !important }</style>',
  '<iframe src="https://example.invalid"></iframe><form action="https://example.invalid"><input name="q"></form>',
  '<svg onload="window.__broken=5"><foreignObject><p>svg</p></foreignObject></svg>',
  '[good](https://example.com) <mailto:help@example.com>',
].join('\n\n');

function nested(depth: number): Json {
  let value: Json = 'the bottom';
  for (let i = 0; i < depth; i++) value = { [`level ${depth - i}`]: value };
  return value;
}

/** What {@link sendHostileTrace} wrote. */
export interface HostileTrace {
  id: string;
  markdownSpan: string;
  /** Its input is a string of 5 MB. */
  hugeSpan: string;
  /** Its input is nested 200 levels deep, its output has 20,000 entries. */
  deepSpan: string;
}

/** A trace of which everything is wrong: markup, size, depth, parents that are missing or go in a circle, no ends. */
export async function sendHostileTrace(projectName: string): Promise<HostileTrace> {
  const now = Date.now() - 10_000;
  const time = (ms: number): string => new Date(now + ms).toISOString();
  const id = newId();
  const [markdownSpan, hugeSpan, deepSpan, circleA, circleB] = [newId(), newId(), newId(), newId(), newId()];
  const trace: TraceWrite = {
    id,
    project_name: projectName,
    name: '<b>hostile</b> \u202Etrace',
    start_time: time(0),
    end_time: time(4000),
    input: { text: HOSTILE_MARKDOWN },
  };
  const span = { trace_id: id, project_name: projectName };
  const spans: SpanWrite[] = [
    {
      ...span,
      id: markdownSpan,
      name: 'x'.repeat(400),
      type: 'llm',
      start_time: time(10),
      end_time: time(900),
      input: { messages: [{ role: 'user', content: HOSTILE_MARKDOWN }] },
      output: HOSTILE_MARKDOWN,
    },
    {
      ...span,
      id: hugeSpan,
      name: 'five megabytes',
      type: 'tool',
      start_time: time(900),
      end_time: time(1200),
      input: 'lorem ipsum '.repeat(437_000),
      output: { text: '.'.repeat(100_000) },
    },
    {
      ...span,
      id: deepSpan,
      name: 'deep',
      type: 'tool',
      start_time: time(1200),
      end_time: time(1300),
      input: nested(200),
      output: Array.from({ length: 20_000 }, (_, i) => i),
    },
    {
      ...span,
      id: newId(),
      parent_span_id: newId(),
      name: 'orphan',
      type: 'general',
      start_time: time(1300),
      end_time: time(1400),
    },
    {
      ...span,
      id: circleA,
      parent_span_id: circleB,
      name: 'circle a',
      type: 'general',
      start_time: time(1400),
      end_time: time(1500),
    },
    {
      ...span,
      id: circleB,
      parent_span_id: circleA,
      name: 'circle b',
      type: 'general',
      start_time: time(1500),
      end_time: time(1600),
    },
  ];
  await sendTraces([trace], spans);
  return { id, markdownSpan, hugeSpan, deepSpan };
}
