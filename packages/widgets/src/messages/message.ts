import type { Json } from '@vitrine/core/model';

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** A file in a message. */
export interface MediaPart {
  type: 'media';
  /** Kind of the file, such as `image`. */
  label: string;
  /** Data URL or address of the file, if the message has one. */
  url?: string;
}

/** A piece of a message. */
export type Part =
  | { type: 'text' | 'reasoning'; text: string }
  | { type: 'tool-call' | 'tool-result'; name: string; value: Json }
  | MediaPart
  | { type: 'json'; value: Json };

/** One message of a conversation with a model, of any framework. */
export interface Message {
  role: Role;
  parts: Part[];
}

export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
