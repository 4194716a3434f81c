import { z } from 'zod';
import type { Conversation, JsonSchema, Message } from './conversation.ts';
import { chunksOf, type ServerEvent } from './event-stream.ts';
import { Arguments, Content } from './message-text.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { StoredItems } from './stored-items.ts';
import type { TokenUsage } from './token-usage.ts';

const InputItem = z.union([
  z.object({ type: z.literal('function_call'), call_id: z.string(), name: z.string(), arguments: Arguments }),
  z.object({ type: z.literal('function_call_output'), call_id: z.string(), output: Content }),
  z.object({ type: z.literal('item_reference'), id: z.string() }),
  z.object({ type: z.literal('reasoning') }),
  z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content: Content }),
]);

const ResponsesRequest = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(InputItem)]),
  instructions: z.string().nullish(),
  previous_response_id: z.string().nullish(),
  stream: z.boolean().nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().nullish(),
        description: z.string().nullish(),
        parameters: z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null).nullish(),
      }),
    )
    .nullish(),
  tool_choice: z.union([z.enum(['auto', 'none', 'required']), z.looseObject({ name: z.string() })]).nullish(),
  text: z.looseObject({ format: z.looseObject({ schema: z.custom<JsonSchema>().optional() }).nullish() }).nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
});
type Input = z.infer<typeof InputItem>;

const stored = new StoredItems();

function messagesOf(item: Input): Message[] {
  if ('role' in item) {
    if (item.role === 'assistant') return [{ role: 'assistant', text: item.content, calls: [] }];
    return [{ role: item.role === 'user' ? 'user' : 'system', text: item.content }];
  }
  switch (item.type) {
    case 'function_call':
      return [
        { role: 'assistant', text: '', calls: [{ id: item.call_id, name: item.name, arguments: item.arguments }] },
      ];
    case 'function_call_output':
      return [{ role: 'tool', callId: item.call_id, text: item.output }];
    case 'item_reference':
      return [stored.message(item.id)];
    default:
      return [];
  }
}

function usageOf(usage: TokenUsage): Record<string, unknown> {
  return {
    input_tokens: usage.prompt,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: usage.completion,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.prompt + usage.completion,
  };
}

interface MessageItem {
  type: 'message';
  id: string;
  status: string;
  role: 'assistant';
  content: { type: 'output_text'; text: string; annotations: never[]; logprobs: never[] }[];
}
interface CallItem {
  type: 'function_call';
  id: string;
  call_id: string;
  name: string;
  arguments: string;
  status: string;
}

function outputOf({ id, reply }: Exchange): (MessageItem | CallItem)[] {
  const message: MessageItem = {
    type: 'message',
    id: `msg_${id}`,
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text: reply.text, annotations: [], logprobs: [] }],
  };
  const calls = reply.calls.map((call, index): CallItem => ({
    type: 'function_call',
    id: `fc_${id}_${index}`,
    call_id: `call_${id}_${index}`,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
    status: 'completed',
  }));
  return reply.text === '' ? calls : [message, ...calls];
}

function responseOf(exchange: Exchange, status: 'in_progress' | 'completed'): Record<string, unknown> {
  const { conversation, usage } = exchange;
  const done = status === 'completed';
  return {
    id: `resp_${exchange.id}`,
    object: 'response',
    created_at: exchange.created,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: conversation.model,
    output: done ? outputOf(exchange) : [],
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    usage: done ? usageOf(usage) : null,
  };
}

/** Stores the output items and the conversation under their ids, for references in later requests. */
function store(exchange: Exchange): void {
  const { id, conversation, reply } = exchange;
  const said = outputOf(exchange).map((item): [string, Message] =>
    item.type === 'message'
      ? [item.id, { role: 'assistant', text: reply.text, calls: [] }]
      : [
          item.id,
          {
            role: 'assistant',
            text: '',
            calls: [{ id: item.call_id, name: item.name, arguments: JSON.parse(item.arguments) }],
          },
        ],
  );
  stored.keep(said);
  stored.keepResponse(`resp_${id}`, [...conversation.messages, ...said.map(([, message]) => message)]);
}

/** OpenAI's Responses API, `POST /v1/responses`. */
export const responses: Protocol = {
  parse(body) {
    const request = ResponsesRequest.parse(body);
    const input: Message[] =
      typeof request.input === 'string' ? [{ role: 'user', text: request.input }] : request.input.flatMap(messagesOf);
    const before = request.previous_response_id ? stored.response(request.previous_response_id) : [];
    const instructions: Message[] = request.instructions ? [{ role: 'system', text: request.instructions }] : [];
    const choice = request.tool_choice ?? 'auto';
    const conversation: Conversation = {
      model: request.model,
      messages: [...instructions, ...before, ...input],
      tools: (request.tools ?? []).flatMap((tool) =>
        tool.type === 'function' && tool.name
          ? [{ name: tool.name, description: tool.description ?? '', parameters: tool.parameters ?? {} }]
          : [],
      ),
      toolChoice: typeof choice === 'string' ? choice : { name: choice.name },
      format: request.text?.format?.schema,
      effort: request.reasoning?.effort ?? undefined,
    };
    return { conversation, stream: request.stream ?? false, includeUsage: true };
  },

  answer(exchange) {
    store(exchange);
    return responseOf(exchange, 'completed');
  },

  events(exchange) {
    store(exchange);
    const events: ServerEvent[] = [];
    const push = (type: string, fields: object, paced = false): void => {
      events.push({ event: type, data: { type, sequence_number: events.length, ...fields }, paced });
    };
    push('response.created', { response: responseOf(exchange, 'in_progress') });
    push('response.in_progress', { response: responseOf(exchange, 'in_progress') });
    outputOf(exchange).forEach((item, output_index) => {
      const at = { item_id: item.id, output_index };
      if (item.type === 'message') {
        const at0 = { ...at, content_index: 0 };
        const [part] = item.content;
        push('response.output_item.added', { output_index, item: { ...item, status: 'in_progress', content: [] } });
        push('response.content_part.added', { ...at0, part: { ...part, text: '' } });
        for (const delta of chunksOf(part!.text))
          push('response.output_text.delta', { ...at0, delta, logprobs: [] }, true);
        push('response.output_text.done', { ...at0, text: part!.text, logprobs: [] });
        push('response.content_part.done', { ...at0, part });
      } else {
        push(
          'response.output_item.added',
          { output_index, item: { ...item, status: 'in_progress', arguments: '' } },
          true,
        );
        for (const delta of chunksOf(item.arguments))
          push('response.function_call_arguments.delta', { ...at, delta }, true);
        push('response.function_call_arguments.done', { ...at, name: item.name, arguments: item.arguments });
      }
      push('response.output_item.done', { output_index, item });
    });
    push('response.completed', { response: responseOf(exchange, 'completed') });
    return events;
  },
};
