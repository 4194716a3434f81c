import type { Json } from '@vitrine/core/model';
import { isImageData } from '../media/is-image-data.ts';
import { isObject, type JsonObject, type MediaPart, type Part } from './message.ts';

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Parses arguments and results that are a string of JSON. */
export function parsed(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null;
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** Returns the first of these fields that has a value. */
function first(record: JsonObject, ...names: string[]): Json | undefined {
  return names.map((name) => record[name]).find((value) => value !== undefined && value !== null);
}

/** Reads a tool call of any provider: `{function: {name, arguments}}`, `{name, args}`, `{toolName, input}`. */
export function readToolCall(call: JsonObject): Part {
  const inner = isObject(call['function']) ? call['function'] : call;
  const name = first(inner, 'name', 'toolName', 'tool_name');
  return {
    type: 'tool-call',
    name: text(name) || 'tool',
    value: parsed(first(inner, 'arguments', 'args', 'input', 'parameters')),
  };
}

/** Reads the result of a tool, of any provider. */
export function readToolResult(result: JsonObject): Part {
  const name = first(result, 'name', 'toolName', 'tool_name', 'tool_call_id', 'tool_use_id', 'call_id', 'toolCallId');
  const value = first(result, 'output', 'result', 'response', 'content');
  const inner = isObject(value) && 'value' in value && 'type' in value ? value['value'] : value;
  return { type: 'tool-result', name: text(name) || 'result', value: parsed(inner) };
}

const reasoning = (part: JsonObject): Part => {
  const summary = Array.isArray(part['summary'])
    ? part['summary'].map((item) => (isObject(item) ? text(item['text']) : text(item))).join('\n')
    : undefined;
  return { type: 'reasoning', text: text(first(part, 'text', 'thinking', 'reasoning')) || summary || '' };
};
const plain = (part: JsonObject): Part => ({ type: 'text', text: text(first(part, 'text', 'refusal')) });

/** Returns the URL of a file: a string, in an object, or made of base64 and its media type. */
function mediaUrl(part: JsonObject): string | undefined {
  const { source, file } = part;
  const inner = isObject(source) ? source : isObject(file) ? file : part;
  const value = first(inner, 'image_url', 'image', 'url', 'data', 'file_data', 'file_url', 'fileUri');
  const data = isObject(value) ? text(value['url']) : text(value);
  if (/^(?:data:|https?:\/\/)/i.test(data)) return data;
  const mediaType = text(first(inner, 'media_type', 'mediaType', 'mimeType'));
  return data === '' || mediaType === '' ? undefined : `data:${mediaType};base64,${data}`;
}

function media(part: JsonObject, label: string): MediaPart {
  const url = mediaUrl(part);
  if (url === undefined) return { type: 'media', label };
  return { type: 'media', label: isImageData(url) ? 'image' : label, url };
}

function typedMedia(part: JsonObject): MediaPart {
  const label = text(part['type'])
    .replace(/^input_/, '')
    .replace(/_url$/, '');
  return media(part, label);
}

/** Readers of parts by their `type`. */
const BY_TYPE: Record<string, (part: JsonObject) => Part> = {
  text: plain,
  input_text: plain,
  output_text: plain,
  refusal: plain,
  reasoning,
  thinking: reasoning,
  tool_use: readToolCall,
  tool_call: readToolCall,
  'tool-call': readToolCall,
  function_call: readToolCall,
  tool_result: readToolResult,
  'tool-result': readToolResult,
  function_call_output: readToolResult,
  image: typedMedia,
  image_url: typedMedia,
  input_image: typedMedia,
  file: typedMedia,
  input_file: typedMedia,
  document: typedMedia,
  audio: typedMedia,
  input_audio: typedMedia,
  video: typedMedia,
};

/** Readers of Gemini's parts, which have no type, by their field. */
const BY_FIELD: Record<string, (part: JsonObject) => Part> = {
  text: (part) => ({ type: part['thought'] === true ? 'reasoning' : 'text', text: text(part['text']) }),
  functionCall: (part) => readToolCall(part['functionCall'] as JsonObject),
  functionResponse: (part) => readToolResult(part['functionResponse'] as JsonObject),
  inlineData: (part) => media(part['inlineData'] as JsonObject, 'file'),
  fileData: (part) => media(part['fileData'] as JsonObject, 'file'),
};

function readPart(part: Json): Part {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (!isObject(part)) return { type: 'json', value: part };
  const type = part['type'];
  const byType = typeof type === 'string' ? BY_TYPE[type] : undefined;
  if (byType !== undefined) return byType(part);
  const field = Object.keys(BY_FIELD).find((name) => part[name] !== undefined && part[name] !== null);
  const byField = field === undefined ? undefined : BY_FIELD[field];
  return byField?.(part) ?? { type: 'json', value: part };
}

/** Reads the parts of a message's content: a string, a list of parts, or one part. */
export function readParts(content: Json | undefined): Part[] {
  if (content === undefined || content === null || content === '') return [];
  const parts = (Array.isArray(content) ? content : [content]).map(readPart);
  return parts.filter((part) => !('text' in part) || part.text !== '');
}
