import { threadIdOf } from '@vitrine/core';
import { objectOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';

/** Returns the thread of a request: its `conversation` (Responses API), otherwise a thread key of its metadata. */
export function threadOfRequest(request: Body): string | undefined {
  const { conversation } = request;
  return textOf(conversation) ?? textOf(objectOf(conversation)['id']) ?? threadIdOf(objectOf(request['metadata']));
}
