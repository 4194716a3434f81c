import { canonicalProvider, type SpanOptions, type SpanUpdateOptions } from '@vitrine/core';
import type { ContentPart, ModelEnd, ModelStart } from './events.ts';
import { serviceTierOf, usageOf } from './usage-of.ts';

const PARAMETERS = [
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'presencePenalty',
  'frequencyPenalty',
  'stopSequences',
  'seed',
  'reasoning',
] as const satisfies readonly (keyof ModelStart)[];

/** Returns the input of a model call: the messages, with the instructions as the system message. */
export function messagesOf(event: { instructions?: unknown; messages?: readonly unknown[] | undefined }): unknown {
  const { instructions, messages = [] } = event;
  if (instructions === undefined) return messages.length > 0 ? { messages } : undefined;
  const system = typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : [instructions].flat();
  return { messages: [...system, ...messages] };
}

function textOf(content: readonly ContentPart[], type: string): string | undefined {
  const texts = content.flatMap((part) => (part.type === type && part.text !== undefined ? [part.text] : []));
  return texts.length > 0 ? texts.join('') : undefined;
}

/** Returns the text of a model's answer. */
export function answerText(event: ModelEnd): string | undefined {
  return textOf(event.content ?? [], 'text');
}

/** Whether the model calls tools, which means that another model call follows. */
export function callsTools(event: ModelEnd): boolean {
  return event.finishReason === 'tool-calls' || (event.content ?? []).some((part) => part.type === 'tool-call');
}

/** Returns the output of a model call: text, reasoning, tool calls, and other parts (files, sources) as they are. */
function outputOf(content: readonly ContentPart[]): unknown {
  const toolCalls = content.flatMap(({ type, toolCallId, toolName, input }) =>
    type === 'tool-call' ? [{ toolCallId, toolName, input }] : [],
  );
  const others = content.filter(({ type }) => !['text', 'reasoning', 'tool-call'].includes(type));
  if (content.length === 0) return undefined;
  return {
    text: textOf(content, 'text'),
    reasoning: textOf(content, 'reasoning'),
    toolCalls: toolCalls.length > 0 ? toolCalls : undefined,
    content: others.length > 0 ? others : undefined,
  };
}

/** Returns the options of the span of a model call. */
export function modelSpan(event: ModelStart): SpanOptions {
  const parameters = Object.fromEntries(
    PARAMETERS.flatMap((name) => (event[name] === undefined ? [] : [[name, event[name]]])),
  );
  return {
    name: event.modelId ?? 'model',
    kind: 'llm',
    input: messagesOf(event),
    model: event.modelId,
    provider: event.provider && canonicalProvider(event.provider),
    metadata: {
      ...(event.functionId === undefined ? {} : { functionId: event.functionId }),
      ...(event.tools === undefined ? {} : { tools: event.tools.map((tool) => tool.name) }),
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    },
  };
}

/** Returns the result of a model call. An update replaces the metadata, so it repeats the metadata of the start. */
export function modelResult(start: SpanOptions | undefined, event: ModelEnd): SpanUpdateOptions {
  const { finishReason, responseId, providerMetadata } = event;
  return {
    output: outputOf(event.content ?? []),
    model: event.modelId,
    ...(event.usage === undefined ? {} : usageOf(event.usage, providerMetadata)),
    serviceTier: serviceTierOf(event.usage, providerMetadata),
    ttft: event.performance?.timeToFirstOutputMs,
    metadata: { ...(start?.metadata as object | undefined), finishReason, responseId, providerMetadata },
    errorInfo:
      finishReason === 'error'
        ? { exception_type: 'ModelError', message: 'The model ended its answer with an error.', traceback: '' }
        : undefined,
  };
}
