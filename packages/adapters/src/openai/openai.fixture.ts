/** Usage in OpenAI's form: prompts include cached tokens, completions include reasoning. */
export const chatUsage = {
  prompt_tokens: 2006,
  completion_tokens: 300,
  total_tokens: 2306,
  prompt_tokens_details: { cached_tokens: 1920 },
  completion_tokens_details: { reasoning_tokens: 192 },
};

export const responseUsage = {
  input_tokens: 2006,
  output_tokens: 300,
  total_tokens: 2306,
  input_tokens_details: { cached_tokens: 1920 },
  output_tokens_details: { reasoning_tokens: 192 },
};

/** Usage in xAI's form, from its API reference: the completion excludes reasoning, and the total includes it. */
export const xaiUsage = {
  prompt_tokens: 32,
  completion_tokens: 9,
  total_tokens: 135,
  prompt_tokens_details: { text_tokens: 32, audio_tokens: 0, image_tokens: 0, cached_tokens: 6 },
  completion_tokens_details: {
    reasoning_tokens: 94,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

/** Ledger of `chatUsage` and of `responseUsage`. */
export const ledger = { input: 86, cache_read: 1920, cache_write: 0, output: 108, reasoning: 192 };

let made = 0;

/** Returns a chat completion with text or tool calls. */
export function completion(message: object, more: object = {}): object {
  return {
    id: `chatcmpl-${++made}`,
    object: 'chat.completion',
    created: 1_768_470_000,
    model: 'gpt-5-2025-08-07',
    choices: [
      { index: 0, message: { role: 'assistant', refusal: null, ...message }, finish_reason: 'stop', logprobs: null },
    ],
    usage: chatUsage,
    ...more,
  };
}

/** Returns the chunks of a chat completion, with the usage in the last one if it is requested. */
export function chunks(texts: readonly string[], { usage = false }: { usage?: boolean } = {}): object[] {
  const head = {
    id: `chatcmpl-${++made}`,
    object: 'chat.completion.chunk',
    created: 1_768_470_000,
    model: 'gpt-5-2025-08-07',
  };
  const none = usage ? { usage: null } : {};
  const content = texts.map((content, index) => ({
    ...head,
    ...none,
    choices: [{ index: 0, delta: index === 0 ? { role: 'assistant', content } : { content }, finish_reason: null }],
  }));
  const end = { ...head, ...none, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  return [...content, end, ...(usage ? [{ ...head, choices: [], usage: chatUsage }] : [])];
}

/** Returns a response of the Responses API. */
export function response(output: readonly object[], more: object = {}): { id: string; [field: string]: unknown } {
  return {
    id: `resp_${++made}`,
    object: 'response',
    created_at: 1_768_470_000,
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'gpt-5-2025-08-07',
    output,
    parallel_tool_calls: true,
    tools: [],
    usage: responseUsage,
    ...more,
  };
}

export function messageItem(text: string): object {
  return {
    id: 'msg_1',
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

/** Returns the events of a response with a text. */
export function responseEvents(texts: readonly string[], { isCut = false }: { isCut?: boolean } = {}): object[] {
  const text = texts.join('');
  const whole = response([messageItem(text)]);
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const opened = { ...whole, status: 'in_progress', output: [], usage: null };
  const begun = [
    { type: 'response.created', response: opened },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...messageItem(''), status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [] } },
    ...texts.map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
  ];
  const ended = [
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part: { type: 'output_text', text, annotations: [] } },
    { type: 'response.output_item.done', output_index: 0, item: messageItem(text) },
    { type: 'response.completed', response: whole },
  ];
  return [...begun, ...(isCut ? [] : ended)].map((event, index) => ({ ...event, sequence_number: index }));
}
