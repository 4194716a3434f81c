import { filled, objectOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';

function isContent(value: unknown): value is Body {
  return Array.isArray(objectOf(value)['parts']);
}

/** One content as a message: a text, a content with its parts, or parts alone, which the user says. */
function messageOf(content: unknown, role: string): Body {
  if (isContent(content)) return filled({ role: textOf(content['role']) ?? role, parts: content['parts'] });
  return {
    role,
    [typeof content === 'string' ? 'content' : 'parts']: typeof content === 'string' ? content : [content].flat(),
  };
}

/** Contents, in all the forms that the SDK takes them, as messages. */
function messagesOf(contents: unknown): Body[] {
  if (!Array.isArray(contents)) return contents === undefined ? [] : [messageOf(contents, 'user')];
  if (contents.every((item) => isContent(item))) return contents.map((item) => messageOf(item, 'user'));
  // Texts and parts side by side are one message.
  return [{ role: 'user', parts: contents.map((item: unknown) => (typeof item === 'string' ? { text: item } : item)) }];
}

/** What a request says to the model, with the system's instruction as the first message. */
export function inputOf({ contents, config }: Body): { messages: Body[] } {
  const { systemInstruction } = objectOf(config);
  const items = messagesOf(contents);
  return { messages: systemInstruction === undefined ? items : [messageOf(systemInstruction, 'system'), ...items] };
}
