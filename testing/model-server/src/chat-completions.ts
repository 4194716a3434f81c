import { z } from 'zod';
import type { Conversation, JsonSchema, Message, Reply } from './conversation.ts';
import { chunksOf, type ServerEvent } from './event-stream.ts';
import { Arguments, Content } from './message-text.ts';
import type { Exchange, Protocol } from './protocol.ts';
import type { TokenUsage } from './token-usage.ts';

const ChatMessage = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: Content }),
  z.object({ role: z.literal('user'), content: Content }),
  z.object({
    role: z.literal('assistant'),
    content: Content,
    tool_calls: z
      .array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: Arguments }) }))
      .nullish(),
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: Content }),
]);

const ChatRequest = z.object({
  model: z.string(),
  messages: z.array(ChatMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  tools: z
    .array(
      z.object({
        function: z.object({
          name: z.string(),
          description: z.string().nullish(),
          parameters: z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null).nullish(),
        }),
      }),
    )
    .nullish(),
  tool_choice: z
    .union([z.enum(['auto', 'none', 'required']), z.object({ function: z.object({ name: z.string() }) })])
    .nullish(),
  response_format: z
    .object({ type: z.string(), json_schema: z.object({ schema: z.custom<JsonSchema>().optional() }).nullish() })
    .nullish(),
  reasoning_effort: z.string().nullish(),
});

function messageOf(message: z.infer<typeof ChatMessage>): Message {
  switch (message.role) {
    case 'assistant':
      return {
        role: 'assistant',
        text: message.content,
        calls: (message.tool_calls ?? []).map(({ id, function: called }) => ({
          id,
          name: called.name,
          arguments: called.arguments,
        })),
      };
    case 'tool':
      return { role: 'tool', callId: message.tool_call_id, text: message.content };
    case 'user':
      return { role: 'user', text: message.content };
    default:
      return { role: 'system', text: message.content };
  }
}

function usageOf(usage: TokenUsage): Record<string, unknown> {
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function callsOf({
  id,
  reply,
}: Exchange): { id: string; type: 'function'; function: { name: string; arguments: string } }[] {
  return reply.calls.map((call, index) => ({
    id: `call_${id}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

function finishReason(reply: Reply): string {
  return reply.calls.length > 0 ? 'tool_calls' : 'stop';
}

/** OpenAI's chat completions, `POST /v1/chat/completions`. */
export const chatCompletions: Protocol = {
  parse(body) {
    const request = ChatRequest.parse(body);
    const choice = request.tool_choice ?? 'auto';
    const conversation: Conversation = {
      model: request.model,
      messages: request.messages.map(messageOf),
      tools: (request.tools ?? []).map(({ function: tool }) => ({
        name: tool.name,
        description: tool.description ?? '',
        parameters: tool.parameters ?? {},
      })),
      toolChoice: typeof choice === 'string' ? choice : { name: choice.function.name },
      format: request.response_format?.json_schema?.schema,
      effort: request.reasoning_effort ?? undefined,
    };
    return {
      conversation,
      stream: request.stream ?? false,
      includeUsage: request.stream_options?.include_usage ?? false,
    };
  },

  answer(exchange) {
    const calls = callsOf(exchange);
    return {
      id: `chatcmpl-${exchange.id}`,
      object: 'chat.completion',
      created: exchange.created,
      model: exchange.conversation.model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: exchange.reply.text === '' ? null : exchange.reply.text,
            refusal: null,
            ...(calls.length > 0 ? { tool_calls: calls } : {}),
          },
          logprobs: null,
          finish_reason: finishReason(exchange.reply),
        },
      ],
      usage: usageOf(exchange.usage),
      system_fingerprint: 'fp_model_server',
    };
  },

  events(exchange) {
    const { reply, usage, includeUsage } = exchange;
    const frame = {
      id: `chatcmpl-${exchange.id}`,
      object: 'chat.completion.chunk',
      created: exchange.created,
      model: exchange.conversation.model,
    };
    const events: ServerEvent[] = [];
    const push = (delta: unknown, paced: boolean, finish: string | null = null): void => {
      const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
      events.push({ data: { ...frame, choices: [choice], ...(includeUsage ? { usage: null } : {}) }, paced });
    };
    push({ role: 'assistant', content: reply.text === '' ? null : '', refusal: null }, false);
    for (const content of chunksOf(reply.text)) push({ content }, true);
    callsOf(exchange).forEach((call, index) => {
      push({ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] }, true);
      for (const piece of chunksOf(call.function.arguments))
        push({ tool_calls: [{ index, function: { arguments: piece } }] }, true);
    });
    push({}, false, finishReason(reply));
    if (includeUsage) events.push({ data: { ...frame, choices: [], usage: usageOf(usage) } });
    events.push({ data: '[DONE]' });
    return events;
  },
};
