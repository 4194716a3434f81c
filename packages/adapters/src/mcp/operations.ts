import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';
import { parseJsonText } from '../parse-json-text.ts';

/** Parameters of an MCP request. */
export interface Params {
  name?: unknown;
  arguments?: unknown;
  uri?: unknown;
  _meta?: Record<string, unknown> | undefined;
}

/** Fields that are read from a `CallToolResult`, a `ReadResourceResult` or a `GetPromptResult`. */
interface Result {
  content?: readonly Part[];
  structuredContent?: unknown;
  isError?: boolean;
  contents?: readonly unknown[];
  messages?: readonly unknown[];
}

interface Part {
  type?: string;
  text?: string;
}

/** Names of one method, and functions that record its requests. */
export interface Operation {
  /** Name of the method in the protocol. */
  method: string;
  /** Name of the method of an SDK client. */
  call: string;
  start(params: Params): SpanOptions;
  result(result: unknown): SpanUpdateOptions;
}

function textOf(content: readonly Part[] | undefined): string | undefined {
  const [first, ...rest] = content ?? [];
  return rest.length === 0 && first?.type === 'text' ? first.text : undefined;
}

/**
 * Returns the result of a tool: its structured content, otherwise its only text, otherwise all its parts. A failed tool
 * has a result with `isError`.
 */
function toolResult(result: unknown): SpanUpdateOptions {
  const { content, structuredContent, isError } = (result ?? {}) as Result;
  const text = textOf(content);
  return {
    output: structuredContent ?? (text === undefined ? content : parseJsonText(text)),
    errorInfo:
      isError === true
        ? { exception_type: 'ToolError', message: text ?? 'The tool failed.', traceback: '' }
        : undefined,
  };
}

/** Requests that are recorded. Other requests, such as lists and pings, are not. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'tools/call',
    call: 'callTool',
    start: (params) => ({ name: String(params.name), kind: 'tool', input: params.arguments ?? {} }),
    result: toolResult,
  },
  {
    method: 'resources/read',
    call: 'readResource',
    start: ({ uri }) => ({ name: String(uri), kind: 'retrieval', input: { uri } }),
    result: (result) => ({ output: (result as Result | undefined)?.contents }),
  },
  {
    method: 'prompts/get',
    call: 'getPrompt',
    start: (params) => ({ name: String(params.name), kind: 'step', input: params.arguments ?? {} }),
    result: (result) => ({ output: { messages: (result as Result | undefined)?.messages } }),
  },
];
