/** JSON schema, with the keywords that determine arguments. */
export interface JsonSchema {
  type?: string | string[] | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  items?: JsonSchema | undefined;
  [keyword: string]: unknown;
}

/** Function that the caller offers. */
export interface Tool {
  name: string;
  description: string;
  parameters: JsonSchema;
}

/** Tool call. `id` comes from the protocol and links the call to its result. */
interface ToolCall {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
}

/** Message, independent of the protocol. */
export type Message =
  | { role: 'system' | 'user'; text: string }
  | { role: 'assistant'; text: string; calls: ToolCall[] }
  | { role: 'tool'; callId: string; text: string };

/** Complete input of the model, which is stateless. */
export interface Conversation {
  model: string;
  messages: Message[];
  tools: Tool[];
  toolChoice: 'auto' | 'none' | 'required' | { name: string };
  /** Schema of the answer, if the caller requests JSON. */
  format: JsonSchema | undefined;
  /** Reasoning effort that the caller requests, such as `low`, `medium` or `high`. */
  effort: string | undefined;
}

/** Output of the model: text, tools to call (all at once), or both. */
export interface Reply {
  text: string;
  calls: Omit<ToolCall, 'id'>[];
}
