/** Maximum length of a preview, in characters. */
const PREVIEW_LENGTH = 300;

/** Fields that may contain the readable text of an input or output, most specific first. */
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

/** Types of content parts that contain a file, each with the label that replaces it in a message without text. */
const FILE_PARTS: ReadonlyMap<unknown, string> = new Map(
  Object.entries({
    image: '[image]',
    image_url: '[image]',
    input_image: '[image]',
    audio: '[audio]',
    input_audio: '[audio]',
    video: '[video]',
    document: '[file]',
    file: '[file]',
    input_file: '[file]',
  }),
);

/** Match data URLs, and texts or JSON strings that are a PNG, JPEG, GIF or WebP file in base64. */
const DATA_URL = /data:(\w+)\/[\w.+-]+(?:;[\w.+=-]+)*;base64,[\w+/=-]*/g;
const IMAGE_BASE64 = /(?<=^|")(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR)[\w+/]{60,}=*(?=$|")/g;

type Side = 'input' | 'output';

function fileLabel(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, inlineData, fileData } = part as Record<string, unknown>;
  const label = FILE_PARTS.get(type);
  if (label !== undefined) return [label];
  const isFile = typeof (inlineData ?? fileData ?? undefined) === 'object'; // Gemini
  return isFile ? ['[file]'] : [];
}

/**
 * Returns the text of a message's content: a string, the joined text parts of a list, or otherwise the labels of its
 * files.
 */
function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.flatMap((part: unknown) => {
    if (typeof part === 'string') return [part];
    if (typeof part !== 'object' || part === null) return [];
    const { text, content: inner } = part as { text?: unknown; content?: unknown };
    return typeof text === 'string' ? [text] : typeof inner === 'string' ? [inner] : [];
  });
  const shown = texts.length > 0 ? texts : content.flatMap(fileLabel);
  return shown.length > 0 ? shown.join('\n') : undefined;
}

function roleOf(message: Record<string, unknown>): unknown {
  const role = message['role'] ?? message['type'];
  return role === 'human' ? 'user' : role === 'ai' ? 'assistant' : role;
}

/** Returns the text of the last message of a list: the user's message for an input, the assistant's for an output. */
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
 * Returns the readable text of a value: the last user message of an input, the final answer of an output, otherwise
 * compact JSON. The conversation view shows the whole text, lists show the {@link preview}.
 *
 * @example
 * messageText({ messages: [{ role: 'user', content: 'Where is my order?' }] }, 'input'); // 'Where is my order?'
 */
export function messageText(value: unknown, side: Side): string {
  if (value === undefined || value === null) return '';
  return find(value, side, 0) ?? JSON.stringify(value) ?? '';
}

/** Returns a text with each run of white space replaced by one space. */
function oneLine(text: string): string {
  return /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : text.trim();
}

/** Returns a text with a label in place of each base64 file. */
function withoutFiles(text: string): string {
  return text
    .replace(DATA_URL, (_url, type: string) => FILE_PARTS.get(type.toLowerCase()) ?? '[file]')
    .replace(IMAGE_BASE64, '[image]');
}

/**
 * Returns {@link messageText} on one line of at most 300 characters, with labels such as `[image]` in place of files.
 * It is stored with the value and shown in lists.
 */
export function preview(value: unknown, side: Side): string {
  const whole = messageText(value, side);
  const start = PREVIEW_LENGTH + 50;
  let text = oneLine(withoutFiles(whole.slice(0, start)));
  // The beginning was mostly white space or a file, so more of the text is needed.
  if (text.length <= PREVIEW_LENGTH && whole.length > start)
    text = oneLine(withoutFiles(whole.slice(0, PREVIEW_LENGTH * 4)));
  const cut = text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH - 1)}…` : text;
  return cut.toWellFormed?.() ?? cut;
}
