import { z } from 'zod';
import type { Conversation, JsonSchema, Message } from './conversation.ts';
import { chunksOf, type ServerEvent } from './event-stream.ts';
import { Content } from './message-text.ts';
import type { Exchange, Protocol } from './protocol.ts';
import type { TokenUsage } from './token-usage.ts';

const Block = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('tool_result'), tool_use_id: z.string(), content: Content }),
]);
type Block = z.infer<typeof Block>;

const MessagesRequest = z.object({
  model: z.string(),
  max_tokens: z.number(),
  system: Content,
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(Block)]) }))
    .min(1),
  stream: z.boolean().nullish(),
  tools: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().nullish(),
        input_schema: z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null),
      }),
    )
    .nullish(),
  tool_choice: z.object({ type: z.enum(['auto', 'any', 'none', 'tool']), name: z.string().optional() }).nullish(),
});
type Request = z.infer<typeof MessagesRequest>;

/** Converts a turn. An assistant turn is one message; a user turn can contain several tool results and a text. */
function messagesOf({ role, content }: Request['messages'][number]): Message[] {
  const blocks: Block[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const text = blocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
  if (role === 'assistant') {
    const calls = blocks.filter((block) => block.type === 'tool_use');
    return [{ role, text, calls: calls.map(({ id, name, input }) => ({ id, name, arguments: input })) }];
  }
  const results = blocks.filter((block) => block.type === 'tool_result');
  return [
    ...results.map((block): Message => ({ role: 'tool', callId: block.tool_use_id, text: block.content })),
    ...(text === '' ? [] : [{ role, text }]),
  ];
}

function choiceOf(choice: Request['tool_choice']): Conversation['toolChoice'] {
  if (choice?.type === 'tool') return { name: choice.name ?? '' };
  if (choice?.type === 'any') return 'required';
  return choice?.type ?? 'auto';
}

/** Converts the usage. Anthropic's `input_tokens` exclude cached tokens. */
function usageOf(usage: TokenUsage, output: number): Record<string, number> {
  return {
    input_tokens: usage.prompt - usage.cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: usage.cached,
    output_tokens: output,
  };
}

type ContentBlock = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: object };

function contentOf({ id, reply }: Exchange): ContentBlock[] {
  const calls = reply.calls.map((call, index): ContentBlock => ({
    type: 'tool_use',
    id: `toolu_${id}_${index}`,
    name: call.name,
    input: call.arguments,
  }));
  return reply.text === '' ? calls : [{ type: 'text', text: reply.text }, ...calls];
}

function messageOf(exchange: Exchange): Record<string, unknown> {
  return {
    id: `msg_${exchange.id}`,
    type: 'message',
    role: 'assistant',
    model: exchange.conversation.model,
    content: contentOf(exchange),
    stop_reason: stopReason(exchange),
    stop_sequence: null,
    usage: usageOf(exchange.usage, exchange.usage.completion),
  };
}

function stopReason({ reply }: Exchange): string {
  return reply.calls.length > 0 ? 'tool_use' : 'end_turn';
}

/** Anthropic's Messages API, `POST /v1/messages`. */
export const anthropicMessages: Protocol = {
  parse(body) {
    const request = MessagesRequest.parse(body);
    const system: Message[] = request.system === '' ? [] : [{ role: 'system', text: request.system }];
    const conversation: Conversation = {
      model: request.model,
      messages: [...system, ...request.messages.flatMap(messagesOf)],
      tools: (request.tools ?? []).map(({ name, description, input_schema }) => ({
        name,
        description: description ?? '',
        parameters: input_schema,
      })),
      toolChoice: choiceOf(request.tool_choice),
      format: undefined,
      effort: undefined,
    };
    return { conversation, stream: request.stream ?? false, includeUsage: true };
  },

  answer: messageOf,

  events(exchange) {
    const events: ServerEvent[] = [];
    const push = (type: string, fields: object, paced = false): void => {
      events.push({ event: type, data: { type, ...fields }, paced });
    };
    const opened = { ...messageOf(exchange), content: [], stop_reason: null, usage: usageOf(exchange.usage, 1) };
    push('message_start', { message: opened });
    contentOf(exchange).forEach((block, index) => {
      const isText = block.type === 'text';
      push('content_block_start', {
        index,
        content_block: isText ? { ...block, text: '' } : { ...block, input: {} },
      });
      for (const chunk of chunksOf(isText ? block.text : JSON.stringify(block.input))) {
        const delta = isText ? { type: 'text_delta', text: chunk } : { type: 'input_json_delta', partial_json: chunk };
        push('content_block_delta', { index, delta }, true);
      }
      push('content_block_stop', { index });
    });
    push('message_delta', {
      delta: { stop_reason: stopReason(exchange), stop_sequence: null },
      usage: usageOf(exchange.usage, exchange.usage.completion),
    });
    push('message_stop', {});
    return events;
  },
};
