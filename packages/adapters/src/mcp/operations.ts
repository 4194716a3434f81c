import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';
import { parseJsonText } from '../parse-json-text.ts';

/** Parameters of an MCP request. */
export interface Params {
  name?: unknown;
  arguments?: unknown;
  uri?: unknown;
  _meta?: Record<string, unknown> | undefined;
}

/** What is read of a `CallToolResult`, a `ReadResourceResult` and a `GetPromptResult`. */
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

/** How the requests of one method are shown. */
export interface Operation {
  /** Its method in the protocol. */
  method: string;
  /** Its name on a client. */
  call: string;
  start(params: Params): SpanOptions;
  result(result: unknown): SpanUpdateOptions;
}

function textOf(content: readonly Part[] | undefined): string | undefined {
  const [first, ...rest] = content ?? [];
  return rest.length === 0 && first?.type === 'text' ? first.text : undefined;
}

/** What a tool gave: its structured content, else its one text, else all parts. A failure comes as a result too. */
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

/** The requests that people want to see; lists, pings and the like are plumbing. */
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
