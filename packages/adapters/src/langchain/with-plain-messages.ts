/** Roles of messages in chat APIs, by the type of LangChain's message. */
const ROLES: Record<string, string> = { human: 'user', ai: 'assistant', AIMessageChunk: 'assistant' };

/** Fields of a `BaseMessage` that are read. */
interface Message {
  content: unknown;
  getType?: () => string;
  _getType?: () => string;
  name?: string;
  tool_calls?: { id?: string; name: string; args: unknown }[];
  tool_call_id?: string;
}

function isMessage(value: object): value is Message {
  const { getType, _getType } = value as Partial<Message>;
  return 'content' in value && (typeof getType === 'function' || typeof _getType === 'function');
}

/** Turns a message into `{ role, content }` with its tool calls. */
function messageOf(message: Message): Record<string, unknown> {
  const type = (message.getType ?? message._getType)?.call(message) ?? '';
  const plain: Record<string, unknown> = { role: ROLES[type] ?? type, content: message.content };
  if (message.tool_calls !== undefined && message.tool_calls.length > 0) {
    plain['tool_calls'] = message.tool_calls.map(({ id, name, args }) => ({ id, name, args }));
  }
  if (message.name !== undefined) plain['name'] = message.name;
  if (message.tool_call_id !== undefined) plain['tool_call_id'] = message.tool_call_id;
  return plain;
}

/** Turns a command of LangGraph (`Command`, `Send`) into an object of the fields that have a value. */
function commandOf(command: object, depth: number): Record<string, unknown> {
  const fields = Object.entries(command).filter(
    ([key, value]) => key !== 'lg_name' && !key.startsWith('lc_') && value !== undefined && !isEmpty(value),
  );
  return Object.fromEntries(fields.map(([key, value]) => [key, withPlainMessages(value, depth + 1)]));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Maximum depth to which the state of a graph is searched for messages. */
const MAX_DEPTH = 8;

/** Returns a value with its messages as `{ role, content }`; everything else stays as it is. */
export function withPlainMessages(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withPlainMessages(item, depth + 1));
  if (isMessage(value)) return messageOf(value);
  if ('lg_name' in value) return commandOf(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainMessages(item, depth + 1)]));
}

/** Returns the output of a runnable. Outputs that LangChain wraps as `{ output }` are unwrapped. */
export function plainOutput(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && Object.keys(value).join() === 'output') {
    return withPlainMessages((value as { output: unknown }).output);
  }
  return withPlainMessages(value);
}
