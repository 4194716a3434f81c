import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';
import { serviceTierOf, usageOf } from './usage-of.ts';
import { withPlainMessages } from './with-plain-messages.ts';
import { className } from './run-start.ts';

/** Fields of an `LLMResult` that are read. */
export interface ModelOutput {
  generations?: {
    text?: string;
    message?: { usage_metadata?: object; response_metadata?: Record<string, unknown> };
    generationInfo?: Record<string, unknown>;
  }[][];
  llmOutput?: { tokenUsage?: { promptTokens?: number; completionTokens?: number } } | undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the simple parameters: numbers, booleans, text, and lists of text. */
function parametersOf(params: Record<string, unknown>): Record<string, unknown> | undefined {
  const shown = Object.entries(params).filter(
    ([key, value]) =>
      key !== 'model' &&
      (['string', 'number', 'boolean'].includes(typeof value) ||
        (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))),
  );
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}

function toolNames(tools: unknown): unknown[] | undefined {
  if (!Array.isArray(tools) || tools.length === 0) return undefined;
  return tools.map((tool: { name?: unknown; function?: { name?: unknown } }) => tool.function?.name ?? tool.name);
}

/** Returns the options of the span of a model call. */
export function modelSpan(
  serialized: unknown,
  input: unknown,
  extraParams: Record<string, unknown> | undefined,
  metadata: Readonly<Record<string, unknown>>,
): SpanOptions {
  const params = (extraParams?.['invocation_params'] ?? {}) as Record<string, unknown>;
  const model = text(params['model']) ?? text(params['model_name']) ?? text(metadata['ls_model_name']);
  return {
    name: model ?? className(serialized) ?? 'model',
    kind: 'llm',
    input,
    model,
    provider: text(metadata['ls_provider']),
    metadata: { parameters: parametersOf(params), tools: toolNames(params['tools']) },
  };
}

/** Returns the usage of a result. Older models have it only outside the message. */
function usageMetadata(output: ModelOutput): object | undefined {
  const reported = output.generations?.[0]?.[0]?.message?.usage_metadata;
  if (reported !== undefined) return reported;
  const { promptTokens, completionTokens } = output.llmOutput?.tokenUsage ?? {};
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  return { input_tokens: promptTokens ?? 0, output_tokens: completionTokens ?? 0 };
}

/** Returns the result of a model call. An update replaces the metadata, so it repeats the metadata of the start. */
export function modelResult(start: SpanOptions, output: ModelOutput): SpanUpdateOptions {
  const answers = output.generations?.flat() ?? [];
  const outputs = answers.map((answer) =>
    answer.message === undefined ? answer.text : withPlainMessages(answer.message),
  );
  const response = answers[0]?.message?.response_metadata ?? {};
  const usage = usageMetadata(output);
  return {
    output: outputs.length > 1 ? outputs : outputs[0],
    model: text(response['model_name']) ?? text(response['model']),
    ...usageOf(usage, response),
    serviceTier: serviceTierOf(usage, response),
    metadata: {
      ...(start.metadata as object),
      finishReason:
        response['finish_reason'] ?? response['stop_reason'] ?? answers[0]?.generationInfo?.['finish_reason'],
      responseId: response['id'],
    },
  };
}
