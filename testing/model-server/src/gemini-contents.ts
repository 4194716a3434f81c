import { z } from 'zod';
import type { Conversation, JsonSchema, Message } from './conversation.ts';
import { chunksOf, type ServerEvent } from './event-stream.ts';
import type { Exchange, Protocol } from './protocol.ts';

const Part = z
  .object({
    text: z.string().optional(),
    functionCall: z
      .object({ id: z.string().nullish(), name: z.string(), args: z.record(z.string(), z.unknown()).nullish() })
      .optional(),
    functionResponse: z.object({ id: z.string().nullish(), name: z.string(), response: z.unknown() }).optional(),
  })
  .loose();
type Part = z.infer<typeof Part>;

const Schema = z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null);

const ContentsRequest = z.object({
  contents: z.array(z.object({ role: z.enum(['user', 'model']).default('user'), parts: z.array(Part) })).min(1),
  systemInstruction: z.object({ parts: z.array(Part) }).nullish(),
  tools: z
    .array(
      z.object({
        functionDeclarations: z
          .array(
            z.object({
              name: z.string(),
              description: z.string().nullish(),
              parameters: Schema.nullish(),
              parametersJsonSchema: Schema.nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
  generationConfig: z
    .object({
      responseMimeType: z.string().nullish(),
      responseSchema: Schema.nullish(),
      responseJsonSchema: Schema.nullish(),
    })
    .nullish(),
});
type Request = z.infer<typeof ContentsRequest>;

const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text ?? '').join('');

/** Converts a content. Calls usually have no ids, so their names link them to their results. */
function messagesOf({ role, parts }: Request['contents'][number]): Message[] {
  const text = textOf(parts);
  if (role === 'model') {
    const calls = parts.flatMap(({ functionCall: call }) => call ?? []);
    return [
      {
        role: 'assistant',
        text,
        calls: calls.map(({ id, name, args }) => ({ id: id ?? name, name, arguments: args ?? {} })),
      },
    ];
  }
  const results = parts.flatMap(({ functionResponse: result }) => result ?? []);
  return [
    ...results.map(({ id, name, response }): Message => ({
      role: 'tool',
      callId: id ?? name,
      text: resultText(response),
    })),
    ...(text === '' ? [] : [{ role, text }]),
  ];
}

/** Returns a function result as text. The SDKs wrap a result that is not an object in `output` or `result`. */
function resultText(response: unknown): string {
  const { output, result } = (response ?? {}) as { output?: unknown; result?: unknown };
  const value = output ?? result ?? response;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Converts a schema of Gemini to JSON Schema, which has `number` instead of `NUMBER`. */
function lowerCased(schema: JsonSchema): JsonSchema {
  const { type, properties, items } = schema;
  return {
    ...schema,
    type: typeof type === 'string' ? type.toLowerCase() : type,
    properties:
      properties && Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, lowerCased(inner)])),
    items: items && lowerCased(items),
  };
}

/** Converts the usage. Prompt tokens include cached tokens; candidate tokens exclude thoughts. */
function usageOf({ prompt, cached, completion, reasoning }: Exchange['usage']): Record<string, number> {
  return {
    promptTokenCount: prompt,
    ...(cached > 0 ? { cachedContentTokenCount: cached } : {}),
    candidatesTokenCount: completion - reasoning,
    ...(reasoning > 0 ? { thoughtsTokenCount: reasoning } : {}),
    totalTokenCount: prompt + completion,
  };
}

function response(exchange: Exchange, parts: object[], finishReason?: string): object {
  return {
    candidates: [
      { content: { role: 'model', parts }, ...(finishReason === undefined ? {} : { finishReason }), index: 0 },
    ],
    modelVersion: exchange.conversation.model,
    responseId: exchange.id,
    ...(finishReason === undefined ? {} : { usageMetadata: usageOf(exchange.usage) }),
  };
}

function callsOf({ id, reply }: Exchange): object[] {
  return reply.calls.map(({ name, arguments: args }, index) => ({
    functionCall: { id: `call_${id}_${index}`, name, args },
  }));
}

/**
 * Creates Google's protocol, `POST /v1beta/models/MODEL:generateContent` and `:streamGenerateContent`. The path
 * contains the model and the method.
 */
export function geminiContents(model: string, method: string): Protocol {
  return {
    parse(body) {
      const request = ContentsRequest.parse(body);
      const instruction = textOf(request.systemInstruction?.parts ?? []);
      const system: Message[] = instruction === '' ? [] : [{ role: 'system', text: instruction }];
      const functions = (request.tools ?? []).flatMap(({ functionDeclarations }) => functionDeclarations ?? []);
      const { responseSchema, responseJsonSchema } = request.generationConfig ?? {};
      const format = responseJsonSchema ?? responseSchema ?? undefined;
      const conversation: Conversation = {
        model,
        messages: [...system, ...request.contents.flatMap(messagesOf)],
        tools: functions.map(({ name, description, parameters, parametersJsonSchema }) => ({
          name,
          description: description ?? '',
          parameters: lowerCased(parametersJsonSchema ?? parameters ?? { type: 'object' }),
        })),
        toolChoice: 'auto',
        format: format && lowerCased(format),
        effort: undefined,
      };
      return { conversation, stream: method === 'streamGenerateContent', includeUsage: true };
    },

    answer(exchange) {
      const { text } = exchange.reply;
      return response(exchange, [...(text === '' ? [] : [{ text }]), ...callsOf(exchange)], 'STOP');
    },

    events(exchange): ServerEvent[] {
      const said = chunksOf(exchange.reply.text).map((text) => ({ data: response(exchange, [{ text }]), paced: true }));
      return [...said, { data: response(exchange, callsOf(exchange), 'STOP') }];
    },
  };
}
