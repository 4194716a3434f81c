import { newId, type SpanWrite, type TraceWrite } from '@vitrine/core/model';
import { sendTraces } from './send-traces.ts';

/** How many spans stand under each step. */
const PER_STEP = 25;

/** A trace with many spans, in steps of 25. Returns its id. */
export async function sendLongTrace(projectName: string, spanCount: number): Promise<string> {
  const start = Date.now() - spanCount * 10;
  const time = (ms: number): string => new Date(start + ms).toISOString();
  const trace: TraceWrite = {
    id: newId(),
    project_name: projectName,
    name: `batch of ${spanCount}`,
    start_time: time(0),
    end_time: time(spanCount * 10),
    input: { text: 'Classify every ticket of last month' },
    output: { text: 'Done' },
  };
  const spans: SpanWrite[] = [];
  let step = '';
  for (let i = 0; i < spanCount; i++) {
    const isStep = i % PER_STEP === 0;
    const id = newId();
    if (isStep) step = id;
    spans.push({
      id,
      trace_id: trace.id ?? '',
      parent_span_id: isStep ? null : step,
      project_name: projectName,
      name: isStep ? `batch ${i / PER_STEP + 1}` : `classify ticket ${i}`,
      type: isStep ? 'general' : i % 3 === 0 ? 'tool' : 'llm',
      model: isStep || i % 3 === 0 ? null : 'gpt-4o-mini',
      provider: isStep || i % 3 === 0 ? null : 'openai',
      start_time: time(i * 10),
      end_time: time(isStep ? (i + PER_STEP) * 10 : i * 10 + 9),
      usage: isStep || i % 3 === 0 ? null : { prompt_tokens: 100 + (i % 50), completion_tokens: 4 },
    });
  }
  await sendTraces([trace], spans);
  return trace.id ?? '';
}
