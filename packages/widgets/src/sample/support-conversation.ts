import { newId, type SpanWrite, type TraceWrite } from '@vitrine/core/model';
import { sendFeedback, sendTraces } from './send-traces.ts';

/** What {@link sendSupportConversation} wrote. */
export interface SupportConversation {
  projectName: string;
  threadId: string;
  /** An answer with two model calls and a tool; it has a thumb up. */
  answered: string;
  /** Its tool span. */
  toolSpan: string;
  /** An answer of a model without a price, with markdown in it. */
  unpriced: string;
  /** An answer whose tool failed, with the error on the span and the trace. */
  failed: string;
}

const SYSTEM = 'You help customers of Fjord Outdoor. Be brief and friendly. Look orders up before you answer.';

function at(base: number, offsetMs: number): string {
  return new Date(base + offsetMs).toISOString();
}

function usage(
  prompt: number,
  completion: number,
): { prompt_tokens: number; completion_tokens: number; total_tokens: number } {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

interface Turn {
  trace: TraceWrite;
  spans: SpanWrite[];
}

/** "Where is my order?": an agent with two steps, a tool call between two model calls. */
function answered(base: number, projectName: string, threadId: string, toolSpan: string): Turn {
  const trace_id = newId();
  const [agent, step1, step2] = [newId(), newId(), newId()];
  const question = { role: 'user', content: 'Where is my order 1042?' };
  const call = { id: 'call_1', type: 'function', function: { name: 'find_order', arguments: '{"id":1042}' } };
  const order = {
    id: 1042,
    status: 'shipped',
    carrier: 'Posten',
    eta: '2026-11-24',
    items: [{ sku: 'TENT-2P', quantity: 1 }],
  };
  const answer = 'Your order **1042** is on its way with Posten and should arrive on *24 November*.';
  const messages = [{ role: 'system', content: SYSTEM }, question];
  const span = { trace_id, project_name: projectName };
  return {
    trace: {
      id: trace_id,
      project_name: projectName,
      thread_id: threadId,
      name: 'support answer',
      start_time: at(base, 0),
      end_time: at(base, 2840),
      input: { messages: [question] },
      output: { text: answer },
      metadata: { customer: 'c-381', channel: 'web', experiment: { name: 'shorter-answers', arm: 'b' } },
      tags: ['web', 'order'],
      environment: 'production',
      ttft: 1720,
    },
    spans: [
      {
        ...span,
        id: agent,
        name: 'support agent',
        kind: 'agent',
        type: 'general',
        start_time: at(base, 4),
        end_time: at(base, 2836),
        input: { messages: [question] },
        output: { text: answer },
      },
      {
        ...span,
        id: step1,
        parent_span_id: agent,
        name: 'step 1',
        kind: 'step',
        type: 'general',
        start_time: at(base, 6),
        end_time: at(base, 1400),
      },
      {
        ...span,
        id: newId(),
        parent_span_id: step1,
        name: 'gpt-4o-mini',
        type: 'llm',
        model: 'gpt-4o-mini',
        provider: 'openai',
        start_time: at(base, 10),
        end_time: at(base, 1130),
        ttft: 420,
        input: { messages },
        output: { choices: [{ message: { role: 'assistant', content: null, tool_calls: [call] } }] },
        usage: usage(794, 18),
        ledger: { input: 282, cache_read: 512, output: 18 },
      },
      {
        ...span,
        id: toolSpan,
        parent_span_id: step1,
        name: 'find_order',
        type: 'tool',
        start_time: at(base, 1150),
        end_time: at(base, 1360),
        input: { id: 1042 },
        output: order,
        metadata: { cache: 'miss' },
      },
      {
        ...span,
        id: step2,
        parent_span_id: agent,
        name: 'step 2',
        kind: 'step',
        type: 'general',
        start_time: at(base, 1402),
        end_time: at(base, 2834),
      },
      {
        ...span,
        id: newId(),
        parent_span_id: step2,
        name: 'gpt-4o-mini',
        type: 'llm',
        model: 'gpt-4o-mini',
        provider: 'openai',
        start_time: at(base, 1406),
        end_time: at(base, 2806),
        ttft: 310,
        input: {
          messages: [
            ...messages,
            { role: 'assistant', content: null, tool_calls: [call] },
            { role: 'tool', tool_call_id: 'call_1', name: 'find_order', content: JSON.stringify(order) },
          ],
        },
        output: { choices: [{ message: { role: 'assistant', content: answer } }] },
        usage: usage(2210, 86),
        ledger: { input: 1698, cache_read: 512, output: 62, reasoning: 24 },
      },
      {
        ...span,
        id: newId(),
        parent_span_id: step2,
        name: 'no personal data',
        type: 'guardrail',
        start_time: at(base, 2808),
        end_time: at(base, 2832),
        input: { text: answer },
        output: { passed: true },
      },
    ],
  };
}

/** A question answered from documents, by a model that no price table knows. */
function unpriced(base: number, projectName: string, threadId: string): Turn {
  const trace_id = newId();
  const agent = newId();
  const input = { messages: [{ role: 'user', content: 'How do I wash the tent?' }] };
  const answer = [
    'Like this:',
    '',
    '1. Pitch it and **brush off** loose dirt.',
    '2. Sponge it with cold water and a *non-detergent* soap.',
    '3. Let it dry completely before you pack it.',
    '',
    '> Never machine wash a tent.',
    '',
    'More in the [care guide](https://example.com/care), or run `GET /care/tents`.',
  ].join('\n');
  const span = { trace_id, project_name: projectName };
  return {
    trace: {
      id: trace_id,
      project_name: projectName,
      thread_id: threadId,
      name: 'support answer',
      start_time: at(base, 0),
      end_time: at(base, 3120),
      input,
      output: { text: answer },
      tags: ['web'],
    },
    spans: [
      {
        ...span,
        id: agent,
        name: 'support agent',
        kind: 'agent',
        type: 'general',
        start_time: at(base, 2),
        end_time: at(base, 3118),
        input,
        output: { text: answer },
      },
      {
        ...span,
        id: newId(),
        parent_span_id: agent,
        name: 'care documents',
        kind: 'retrieval',
        type: 'tool',
        start_time: at(base, 8),
        end_time: at(base, 380),
        input: { query: 'wash tent' },
        output: {
          documents: [
            { title: 'Care guide', score: 0.91 },
            { title: 'Tents', score: 0.64 },
          ],
        },
      },
      {
        ...span,
        id: newId(),
        parent_span_id: agent,
        name: 'fjord-large',
        type: 'llm',
        model: 'fjord-large-2',
        provider: 'in-house',
        start_time: at(base, 390),
        end_time: at(base, 3110),
        ttft: 900,
        input,
        output: { role: 'assistant', content: answer },
        usage: usage(1530, 142),
      },
    ],
  };
}

/** A question whose tool failed. */
function failed(base: number, projectName: string, threadId: string): Turn {
  const trace_id = newId();
  const agent = newId();
  const input = { messages: [{ role: 'user', content: 'Please cancel it.' }] };
  const error_info = {
    exception_type: 'OrderServiceError',
    message: 'The order service answered 503 after 3 tries.',
    traceback:
      'OrderServiceError: The order service answered 503 after 3 tries.\n    at cancelOrder (orders.ts:41:11)\n    at async runTool (agent.ts:88:20)',
  };
  const span = { trace_id, project_name: projectName };
  return {
    trace: {
      id: trace_id,
      project_name: projectName,
      thread_id: threadId,
      name: 'support answer',
      start_time: at(base, 0),
      end_time: at(base, 6240),
      input,
      error_info,
      tags: ['web', 'order'],
    },
    spans: [
      {
        ...span,
        id: agent,
        name: 'support agent',
        kind: 'agent',
        type: 'general',
        start_time: at(base, 3),
        end_time: at(base, 6238),
        input,
        error_info,
      },
      {
        ...span,
        id: newId(),
        parent_span_id: agent,
        name: 'gpt-4o-mini',
        type: 'llm',
        model: 'gpt-4o-mini',
        provider: 'openai',
        start_time: at(base, 8),
        end_time: at(base, 940),
        input,
        output: {
          choices: [
            {
              message: {
                role: 'assistant',
                content: null,
                tool_calls: [
                  { id: 'call_2', type: 'function', function: { name: 'cancel_order', arguments: '{"id":1042}' } },
                ],
              },
            },
          ],
        },
        usage: usage(912, 19),
      },
      {
        ...span,
        id: newId(),
        parent_span_id: agent,
        name: 'cancel_order',
        type: 'tool',
        start_time: at(base, 960),
        end_time: at(base, 6200),
        input: { id: 1042 },
        error_info,
      },
    ],
  };
}

/**
 * A conversation of three turns with everything a viewer has to show: steps, model calls, a tool, retrieval, a guardrail,
 * an unpriced model, an error and a thumb up.
 */
export async function sendSupportConversation(projectName: string): Promise<SupportConversation> {
  const threadId = `chat-${newId().slice(-6)}`;
  const toolSpan = newId();
  const now = Date.now();
  const turns = [
    answered(now - 125_000, projectName, threadId, toolSpan),
    unpriced(now - 80_000, projectName, threadId),
    failed(now - 31_000, projectName, threadId),
  ];
  await sendTraces(
    turns.map((turn) => turn.trace),
    turns.flatMap((turn) => turn.spans),
  );
  const ids = turns.map((turn) => turn.trace.id ?? '');
  const [first = '', second = '', third = ''] = ids;
  await sendFeedback({
    trace_id: first,
    name: 'user_feedback',
    value: 1,
    category_name: 'up',
    reason: 'Quick and clear.',
  });
  return { projectName, threadId, answered: first, toolSpan, unpriced: second, failed: third };
}
