import type { Conversation, Tool } from '../conversation.ts';

/** A tool call of the present turn, with what came back. */
export interface ToolResult {
  tool: string;
  arguments: Record<string, unknown>;
  /** The result as text, exactly as it came. */
  text: string;
  /** The result as an object; empty where it is not JSON of one. */
  value: Record<string, unknown>;
  /** What went wrong, where the tool failed. */
  failure: string | undefined;
}

/** The last question of a conversation, and what has been done about it. */
export interface Turn {
  question: string;
  /** Earlier questions, the latest first. */
  before: string[];
  /** The last answer that was given before the question. */
  lastAnswer: string;
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

/** Reads the present turn out of a conversation: everything since the last message of the user. */
export function readTurn({ messages, tools, toolChoice }: Conversation): Turn {
  const questionAt = messages.findLastIndex((message) => message.role === 'user');
  const questions = messages.flatMap((message) => (message.role === 'user' ? [message.text] : []));
  const earlier = messages.slice(0, Math.max(0, questionAt));
  const lastAnswer = earlier.findLast((message) => message.role === 'assistant' && message.text !== '');
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
    lastAnswer: lastAnswer?.role === 'assistant' ? lastAnswer.text : '',
    results,
    tools: toolChoice === 'none' ? [] : tools,
  };
}
