import type { Conversation } from './conversation.ts';

/** Fault that a request asks for, to test how a client handles it. */
export interface ModelFault {
  /** HTTP status of the response. */
  status?: number;
  /** Delay before the response, in ms. */
  delayMs?: number;
  /** Whether to close the connection in the middle of the response. */
  cut?: boolean;
}

const MESSAGES: Record<number, [type: string, message: string]> = {
  400: ['invalid_request_error', 'The request was refused, as it asked.'],
  401: ['invalid_request_error', 'Incorrect API key provided.'],
  404: ['invalid_request_error', 'The model does not exist.'],
  429: ['rate_limit_exceeded', 'Rate limit reached. Please try again later.'],
  500: ['server_error', 'The server had an error while processing your request.'],
  503: ['server_error', 'The engine is currently overloaded.'],
};
const LONGEST_DELAY_MS = 60_000;

/**
 * Reads the fault from the last question, the model's name or the header `x-model-fault`: `#error 429`, `#delay 2000`,
 * `#cut`. In a model name, a hyphen replaces the space: `gpt-4o#error-500`.
 */
export function readFault(conversation: Conversation, header: string | undefined): ModelFault {
  const question = conversation.messages.findLast((message) => message.role === 'user')?.text ?? '';
  const text = [header ?? '', conversation.model, question].join('\n');
  const status = /#error[\s-]+(\d{3})/.exec(text)?.[1];
  const delay = /#delay[\s-]+(\d+)/.exec(text)?.[1];
  return {
    ...(status === undefined ? {} : { status: Number(status) }),
    ...(delay === undefined ? {} : { delayMs: Math.min(Number(delay), LONGEST_DELAY_MS) }),
    ...(/#cut\b/.test(text) ? { cut: true } : {}),
  };
}

/** Returns the body of an error in OpenAI's format. */
export function errorBody(
  status: number,
  said?: string,
): { error: { message: string; type: string; param: null; code: string | null } } {
  const [type, message] = MESSAGES[status] ?? ['api_error', `The model server was asked for status ${status}.`];
  return {
    error: { message: said ?? message, type, param: null, code: status === 429 ? 'rate_limit_exceeded' : null },
  };
}
