import type { Json } from '@vitrine/core/model';
import { isObject, type JsonObject, type Message, type Role } from './message.ts';
import { parsed, readParts, readToolCall, readToolResult } from './read-parts.ts';

/** Names of roles in all frameworks. */
const ROLES: Record<string, Role> = {
  system: 'system',
  developer: 'system',
  SystemMessage: 'system',
  user: 'user',
  human: 'user',
  HumanMessage: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  AIMessage: 'assistant',
  AIMessageChunk: 'assistant',
  tool: 'tool',
  function: 'tool',
  ToolMessage: 'tool',
};

/** Roles of those items of OpenAI's Responses API that are messages without a role. */
const ITEM_ROLES: Record<string, Role> = {
  function_call: 'assistant',
  reasoning: 'assistant',
  function_call_output: 'tool',
};

/** Fields that may contain messages or the text of one, in the order in which they are read. */
const FIELDS: Record<Side, string[]> = {
  input: ['messages', 'prompt', 'contents', 'input', 'question', 'query', 'text', 'content', 'kwargs'],
  output: [
    'messages',
    'choices',
    'candidates',
    'generations',
    'message',
    'output',
    'content',
    'text',
    'answer',
    'response',
    'kwargs',
  ],
};
const DEEPEST = 5;

type Side = 'input' | 'output';

/**
 * Returns a plain record of a message that LangChain serialised, as `{lc, id: [..., 'HumanMessage'], kwargs}` or as
 * `{type, data}`.
 */
function unwrapped(record: JsonObject): JsonObject {
  const { id, kwargs, data } = record;
  if (Array.isArray(id) && isObject(kwargs)) return { ...kwargs, role: id.at(-1) ?? null };
  if (isObject(data) && typeof record['type'] === 'string' && ROLES[record['type']] !== undefined) {
    return { ...data, role: record['type'] };
  }
  return record;
}

function readMessage(value: Json): Message | undefined {
  if (!isObject(value)) return undefined;
  const record = unwrapped(value);
  const { type } = record;
  const item = typeof type === 'string' ? ITEM_ROLES[type] : undefined;
  if (item !== undefined) return { role: item, parts: readParts([record]) };
  const named = record['role'] ?? type;
  const role = typeof named === 'string' ? ROLES[named] : undefined;
  if (role === undefined) return undefined;
  const content = record['content'] ?? record['parts'] ?? record['text'];
  const calls = record['tool_calls'] ?? record['toolCalls'];
  const results = role === 'tool' && typeof content === 'string';
  const parts = results ? [readToolResult({ ...record, content: parsed(content) })] : readParts(content);
  const known = parts.some((part) => part.type === 'tool-call');
  if (Array.isArray(calls) && !known) parts.push(...calls.filter(isObject).map(readToolCall));
  return { role, parts };
}

function readList(list: Json[]): Message[] | undefined {
  const messages = list.map(readMessage);
  return messages.length > 0 && messages.every((message) => message !== undefined) ? messages : undefined;
}

/** Reads an answer without a role, such as `{text, toolCalls, reasoning}` of the AI SDK. */
function readAnswer(record: JsonObject): Message | undefined {
  const { text, toolCalls } = record;
  if (typeof text !== 'string' || !Array.isArray(toolCalls)) return undefined;
  return { role: 'assistant', parts: [...readParts(text), ...toolCalls.filter(isObject).map(readToolCall)] };
}

function find(value: Json | undefined, side: Side, depth: number): Message[] | undefined {
  if (value === undefined || value === null || value === '' || depth > DEEPEST) return undefined;
  const speaker = side === 'input' ? 'user' : 'assistant';
  if (typeof value === 'string') return depth > 0 ? [{ role: speaker, parts: readParts(value) }] : undefined;
  if (Array.isArray(value)) {
    const list = readList(value);
    if (list !== undefined) return list;
    const parts = readParts(value);
    if (parts.length > 0 && parts.every((part) => part.type !== 'json')) return [{ role: speaker, parts }];
    return value.length === 1 || side === 'output' ? find(value[0], side, depth + 1) : undefined;
  }
  if (!isObject(value)) return undefined;
  const single = readMessage(value) ?? (side === 'output' ? readAnswer(value) : undefined);
  if (single !== undefined) return [single];
  for (const field of FIELDS[side]) {
    const found = find(value[field], side, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Reads the messages of the input or output of a model call or an agent: OpenAI (both APIs), Anthropic, Gemini, the AI
 * SDK, LangChain, Mastra, or a plain text. Returns undefined if the value contains no conversation.
 *
 * @example
 * readMessages({ messages: [{ role: 'user', content: 'Hello' }] }, 'input');
 * // [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]
 */
export function readMessages(value: Json, side: Side): Message[] | undefined {
  const messages = typeof value === 'string' ? find([value], side, 0) : find(value, side, 0);
  if (messages === undefined || side === 'output' || !isObject(value)) return messages;
  const system = readParts(value['system'] ?? value['instructions'] ?? value['systemInstruction']);
  const hasSystem = messages.some((message) => message.role === 'system');
  return system.length === 0 || hasSystem ? messages : [{ role: 'system', parts: system }, ...messages];
}

/**
 * Reads the conversation of a call: the messages of its input, then those of its output. The output of an agent that
 * keeps its messages as a state (LangGraph) begins with the messages of the input; they are returned once.
 */
export function readConversation(input: Json, output: Json): Message[] {
  const before = readMessages(input, 'input') ?? [];
  const after = readMessages(output, 'output') ?? [];
  const repeats = before.every((message, index) => JSON.stringify(message) === JSON.stringify(after[index]));
  return repeats ? after : [...before, ...after];
}
