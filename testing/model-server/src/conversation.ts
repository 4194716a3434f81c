/** A JSON schema, as far as arguments are filled from it. */
export interface JsonSchema {
  type?: string | string[] | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  items?: JsonSchema | undefined;
  [keyword: string]: unknown;
}

/** A function that the caller offers. */
export interface Tool {
  name: string;
  description: string;
  parameters: JsonSchema;
}

/** A call of a tool; `id` is the protocol's, and joins the call to its result. */
interface ToolCall {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
}

/** A message, whichever protocol it came by. */
export type Message =
  | { role: 'system' | 'user'; text: string }
  | { role: 'assistant'; text: string; calls: ToolCall[] }
  | { role: 'tool'; callId: string; text: string };

/** All that the model gets to see: it has no memory of its own. */
export interface Conversation {
  model: string;
  messages: Message[];
  tools: Tool[];
  toolChoice: 'auto' | 'none' | 'required' | { name: string };
  /** The schema that the answer must have, where the caller asks for JSON. */
  format: JsonSchema | undefined;
  /** `low`, `medium` or `high` where the caller asks a reasoning model to think. */
  effort: string | undefined;
}

/** What the model says: text, or tools to call (all of them at once), or both. */
export interface Reply {
  text: string;
  calls: Omit<ToolCall, 'id'>[];
}
