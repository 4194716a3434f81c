import type { CallableTool, FunctionCall } from '@google/genai';

/** Usage in Gemini's form: prompts include cached tokens, candidates exclude thoughts. */
const usageMetadata = {
  promptTokenCount: 2006,
  cachedContentTokenCount: 1920,
  candidatesTokenCount: 108,
  thoughtsTokenCount: 192,
  toolUsePromptTokenCount: 14,
  totalTokenCount: 2320,
};
export const ledger = { input: 100, cache_read: 1920, cache_write: 0, output: 108, reasoning: 192 };

let made = 0;

/** Returns a response, or a chunk of one. */
export function response(parts: readonly object[], more: object = { usageMetadata }): object {
  const candidate = { content: { role: 'model', parts }, finishReason: 'STOP', index: 0 };
  return { candidates: [candidate], modelVersion: 'gemini-2.5-flash-001', responseId: `response-${++made}`, ...more };
}

/** Returns the chunks of a response with thoughts and texts. */
export function chunks(texts: readonly string[]): object[] {
  const thought = { candidates: [{ content: { role: 'model', parts: [{ text: 'Hm.', thought: true }] }, index: 0 }] };
  const content = texts.map((text) => ({ candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0 }] }));
  return [thought, ...content, response([])];
}

/** Returns a tool that the SDK calls itself. */
export function callable(run: (call: FunctionCall) => unknown): CallableTool {
  return {
    tool: async () => ({ functionDeclarations: [{ name: 'add', parametersJsonSchema: { type: 'object' } }] }),
    callTool: async (calls) =>
      calls.map((call) => ({
        functionResponse: { id: call.id ?? '', name: call.name ?? '', response: { output: run(call) } },
      })),
  };
}

/** Returns a response with a function call for each argument. */
export function calling(...args: object[]): object {
  return response(args.map((arg, index) => ({ functionCall: { id: `call-${index}`, name: 'add', args: arg } })));
}
