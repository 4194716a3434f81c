import { objectOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';

const KEYS = ['thread_id', 'threadId', 'session_id', 'sessionId', 'conversation_id', 'conversationId'];

/** The conversation that a request names: in its `conversation` (Responses API), or in its metadata. */
export function threadOf(request: Body): string | undefined {
  const { conversation } = request;
  const named = textOf(conversation) ?? textOf(objectOf(conversation)['id']);
  if (named !== undefined) return named;
  const metadata = objectOf(request['metadata']);
  const key = KEYS.find((name) => textOf(metadata[name]) !== undefined);
  return key === undefined ? undefined : String(metadata[key]);
}
