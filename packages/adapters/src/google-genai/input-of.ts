import { filled, objectOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';

function isContent(value: unknown): value is Body {
  return Array.isArray(objectOf(value)['parts']);
}

/** Turns a content into a message. It may be text, an object with parts, or the parts alone, which get `role`. */
function messageOf(content: unknown, role: string): Body {
  if (isContent(content)) return filled({ role: textOf(content['role']) ?? role, parts: content['parts'] });
  return {
    role,
    [typeof content === 'string' ? 'content' : 'parts']: typeof content === 'string' ? content : [content].flat(),
  };
}

/** Turns contents, in any form that the SDK accepts, into messages. */
function messagesOf(contents: unknown): Body[] {
  if (!Array.isArray(contents)) return contents === undefined ? [] : [messageOf(contents, 'user')];
  if (contents.every((item) => isContent(item))) return contents.map((item) => messageOf(item, 'user'));
  // A list of texts and parts is one message.
  return [{ role: 'user', parts: contents.map((item: unknown) => (typeof item === 'string' ? { text: item } : item)) }];
}

/** Returns the messages of a request, with the system instruction as the first one. */
export function inputOf({ contents, config }: Body): { messages: Body[] } {
  const { systemInstruction } = objectOf(config);
  const items = messagesOf(contents);
  return { messages: systemInstruction === undefined ? items : [messageOf(systemInstruction, 'system'), ...items] };
}
