/** Maximum length of a preview, in characters. */
const PREVIEW_LENGTH = 300;

/** Fields with the text of a person or an answer, in the order in which they are tried. */
const INPUT_FIELDS = ['messages', 'prompt', 'question', 'query', 'input', 'text', 'content', 'value'];
const OUTPUT_FIELDS = [
  'text',
  'answer',
  'output',
  'content',
  'messages',
  'message',
  'choices',
  'response',
  'generations',
  'value',
];

type Side = 'input' | 'output';

/** Returns the text of a message's content: a string, or the joined text parts of a list. */
function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.flatMap((part: unknown) => {
    if (typeof part === 'string') return [part];
    if (typeof part !== 'object' || part === null) return [];
    const { text, content: inner } = part as { text?: unknown; content?: unknown };
    return typeof text === 'string' ? [text] : typeof inner === 'string' ? [inner] : [];
  });
  return texts.length > 0 ? texts.join('\n') : undefined;
}

function roleOf(message: Record<string, unknown>): unknown {
  const role = message['role'] ?? message['type'];
  return role === 'human' ? 'user' : role === 'ai' ? 'assistant' : role;
}

/** Returns the text of the last message of a list: the user's for an input, the assistant's for an output. */
function lastMessage(list: unknown[], side: Side): string | undefined {
  const wanted = side === 'input' ? 'user' : 'assistant';
  for (let i = list.length - 1; i >= 0; i--) {
    const message = list[i];
    if (typeof message !== 'object' || message === null) continue;
    const record = message as Record<string, unknown>;
    if (roleOf(record) !== wanted) continue;
    const text = contentText(record['content'] ?? record['parts'] ?? record['text']);
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

function find(value: unknown, side: Side, depth: number): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  if (Array.isArray(value)) {
    const message = lastMessage(value, side) ?? contentText(value);
    if (message !== undefined) return message;
    return value.length > 0 ? find(value.at(-1), side, depth + 1) : undefined;
  }
  const record = value as Record<string, unknown>;
  for (const field of side === 'input' ? INPUT_FIELDS : OUTPUT_FIELDS) {
    const inner = record[field];
    if (inner === undefined || inner === null) continue;
    const text = find(inner, side, depth + 1);
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

/**
 * Returns the readable text of a value: the last user message of an input, the final answer of an output, else compact
 * JSON. The conversation view shows all of it, and lists show its {@link preview}.
 *
 * @example
 * messageText({ messages: [{ role: 'user', content: 'Where is my order?' }] }, 'input'); // 'Where is my order?'
 */
export function messageText(value: unknown, side: Side): string {
  if (value === undefined || value === null) return '';
  return find(value, side, 0) ?? JSON.stringify(value) ?? '';
}

/** Collapses white space to single spaces. */
function oneLine(text: string): string {
  return /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : text.trim();
}

/** Returns the {@link messageText} on one line of at most 300 characters. It is stored with the value for lists. */
export function preview(value: unknown, side: Side): string {
  const whole = messageText(value, side);
  const start = PREVIEW_LENGTH + 50;
  let text = oneLine(whole.slice(0, start));
  // The text begins with much white space, so more of it is needed.
  if (text.length <= PREVIEW_LENGTH && whole.length > start) text = oneLine(whole.slice(0, PREVIEW_LENGTH * 4));
  const cut = text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH - 1)}…` : text;
  return cut.toWellFormed?.() ?? cut;
}
