import { newId, type SpanWrite } from '@vitrine/core/model';
import { sendTraces } from './send-traces.ts';

/** A trace as auto-instrumentations tell it: an agent between HTTP and database spans. */
export interface ServedTrace {
  id: string;
  /** The request of the model's call, which is hidden at first. */
  requestSpan: string;
}

/** Sends one. */
export async function sendServedTrace(projectName: string): Promise<ServedTrace> {
  const id = newId();
  const start = Date.now() - 60_000;
  const spans: SpanWrite[] = [];
  const add = (name: string, kind: SpanWrite['kind'], fromMs: number, toMs: number, parent?: string): string => {
    const span = newId();
    spans.push({
      id: span,
      trace_id: id,
      parent_span_id: parent ?? null,
      project_name: projectName,
      name,
      kind,
      start_time: new Date(start + fromMs).toISOString(),
      end_time: new Date(start + toMs).toISOString(),
      ...(name === 'GET /orders' && {
        error_info: { exception_type: '503', message: 'The shop did not answer.', traceback: '' },
      }),
    });
    return span;
  };
  const served = add('POST /chat', 'http', 0, 900);
  const parser = add('middleware jsonParser', 'infrastructure', 1, 890, served);
  const agent = add('support agent', 'agent', 5, 880, parser);
  const call = add('gpt-4o-mini', 'llm', 10, 400, agent);
  const requestSpan = add('POST api.openai.com', 'http', 12, 398, call);
  const query = add('SELECT orders', 'database', 410, 440, agent);
  add('find_order', 'tool', 445, 600, query);
  add('GET /orders', 'http', 450, 590, agent);
  const trace = {
    id,
    project_name: projectName,
    name: 'POST /chat',
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + 900).toISOString(),
  };
  await sendTraces([trace], spans);
  return { id, requestSpan };
}
