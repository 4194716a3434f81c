import type { Conversation, Tool } from '../conversation.ts';

/** Tool call of the current turn, with its result. */
export interface ToolResult {
  tool: string;
  arguments: Record<string, unknown>;
  /** Unchanged text of the result. */
  text: string;
  /** Result as an object; empty if the text is not a JSON object. */
  value: Record<string, unknown>;
  /** Error message, if the tool failed. */
  failure: string | undefined;
}

/** Last question of a conversation, and the tool results since then. */
export interface Turn {
  question: string;
  /** Earlier questions, newest first. */
  before: string[];
  results: ToolResult[];
  tools: Tool[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function resultOf(text: string): Pick<ToolResult, 'text' | 'value' | 'failure'> {
  const parsed = parse(text);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    const value = Object.fromEntries(Object.entries(parsed));
    const failure = typeof value['error'] === 'string' ? value['error'] : undefined;
    return { text, value, failure };
  }
  const failed =
    /^["']?(\w*error|exception|failed)\b/i.test(text) || /did not answer|timed out|unavailable/i.test(text);
  return { text, value: {}, failure: failed ? text : undefined };
}

/** Reads the current turn of a conversation: everything since the last user message. */
export function readTurn({ messages, tools, toolChoice }: Conversation): Turn {
  const questionAt = messages.findLastIndex((message) => message.role === 'user');
  const questions = messages.flatMap((message) => (message.role === 'user' ? [message.text] : []));
  const now = messages.slice(questionAt + 1);
  const calls = now.flatMap((message) => (message.role === 'assistant' ? message.calls : []));
  const results = now.flatMap((message) => {
    if (message.role !== 'tool') return [];
    const call = calls.find((candidate) => candidate.id === message.callId);
    return call === undefined ? [] : [{ tool: call.name, arguments: call.arguments, ...resultOf(message.text) }];
  });
  return {
    question: questions.at(-1) ?? '',
    before: questions.slice(0, -1).toReversed(),
    results,
    tools: toolChoice === 'none' ? [] : tools,
  };
}
