import type { Json } from '@vitrine/core/model';
import { describe, expect, test } from 'vitest';
import { readConversation, readMessages } from './read-messages.ts';

const call = { type: 'tool-call', name: 'find_order', value: { id: 1042 } };
const questionMessage = { role: 'user', parts: [{ type: 'text', text: 'Where is my order?' }] };
const called = { role: 'assistant', parts: [call] };

/** One conversation in the form of each framework. */
const INPUTS: Record<string, Json> = {
  'OpenAI chat': {
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Where is my order?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c', function: { name: 'find_order', arguments: '{"id":1042}' } }],
      },
    ],
  },
  'OpenAI responses': {
    instructions: 'Be brief.',
    input: [
      { role: 'user', content: [{ type: 'input_text', text: 'Where is my order?' }] },
      { type: 'function_call', name: 'find_order', arguments: '{"id":1042}', call_id: 'c' },
    ],
  },
  Anthropic: {
    system: 'Be brief.',
    messages: [
      { role: 'user', content: 'Where is my order?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'find_order', input: { id: 1042 } }] },
    ],
  },
  Gemini: {
    systemInstruction: 'Be brief.',
    contents: [
      { role: 'user', parts: [{ text: 'Where is my order?' }] },
      { role: 'model', parts: [{ functionCall: { name: 'find_order', args: { id: 1042 } } }] },
    ],
  },
  'the AI SDK': {
    prompt: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Where is my order?' }] },
      {
        role: 'assistant',
        content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'find_order', input: { id: 1042 } }],
      },
    ],
  },
  LangChain: [
    [
      {
        lc: 1,
        type: 'constructor',
        id: ['langchain_core', 'messages', 'SystemMessage'],
        kwargs: { content: 'Be brief.' },
      },
      { type: 'human', data: { content: 'Where is my order?' } },
      {
        lc: 1,
        type: 'constructor',
        id: ['langchain_core', 'messages', 'AIMessage'],
        kwargs: { content: '', tool_calls: [{ name: 'find_order', args: { id: 1042 }, id: 'c' }] },
      },
    ],
  ],
};

describe('the messages of an input', () => {
  test.each(Object.keys(INPUTS))('the messages of an input of %s are read', (framework) => {
    const system = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] };
    expect(readMessages(INPUTS[framework] ?? null, 'input')).toEqual([system, questionMessage, called]);
  });

  test('a plain text is a message of the user', () => {
    expect(readMessages('Where is my order?', 'input')).toEqual([questionMessage]);
    expect(readMessages({ question: 'Where is my order?' }, 'input')).toEqual([questionMessage]);
  });

  test('the result of a tool is parsed', () => {
    const messages = readMessages(
      { messages: [{ role: 'tool', tool_call_id: 'c', content: '{"eta":"Tuesday"}' }] },
      'input',
    );
    expect(messages).toEqual([
      { role: 'tool', parts: [{ type: 'tool-result', name: 'c', value: { eta: 'Tuesday' } }] },
    ]);
  });

  test('arguments and other data are no messages', () => {
    expect(readMessages({ id: 1042 }, 'input')).toBeUndefined();
    expect(readMessages([1, 2, 3], 'input')).toBeUndefined();
    expect(readMessages(null, 'input')).toBeUndefined();
  });
});

describe('the files of a message', () => {
  const data = 'data:image/png;base64,iVBORw0KGgo=';
  const base64 = 'iVBORw0KGgo=';
  test.each<[string, Json, object]>([
    ['OpenAI chat', { type: 'image_url', image_url: { url: data } }, { label: 'image', url: data }],
    ['OpenAI responses', { type: 'input_image', image_url: data }, { label: 'image', url: data }],
    [
      'Anthropic',
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: base64 } },
      { label: 'image', url: data },
    ],
    [
      'Anthropic by address',
      { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
      { label: 'image', url: 'https://example.com/a.png' },
    ],
    ['the AI SDK', { type: 'file', mediaType: 'image/png', data: base64 }, { label: 'image', url: data }],
    ['Gemini', { inlineData: { mimeType: 'image/png', data: base64 } }, { label: 'image', url: data }],
    [
      'OpenAI files',
      { type: 'file', file: { file_data: 'data:application/pdf;base64,JVBERi0=' } },
      { label: 'file', url: 'data:application/pdf;base64,JVBERi0=' },
    ],
    ['an unknown kind', { type: 'image', image: base64 }, { label: 'image' }],
  ])('a file of %s is read', (_framework, part, expected) => {
    const messages = readMessages({ messages: [{ role: 'user', content: [part] }] }, 'input');
    expect(messages).toEqual([{ role: 'user', parts: [{ type: 'media', ...expected }] }]);
  });
});

describe('the messages of an output', () => {
  const answer = [{ role: 'assistant', parts: [{ type: 'text', text: 'On Tuesday.' }] }];
  test.each<[string, Json]>([
    ['OpenAI chat', { choices: [{ message: { role: 'assistant', content: 'On Tuesday.' } }] }],
    [
      'OpenAI responses',
      { output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'On Tuesday.' }] }] },
    ],
    ['Anthropic', { role: 'assistant', content: [{ type: 'text', text: 'On Tuesday.' }] }],
    ['Gemini', { candidates: [{ content: { role: 'model', parts: [{ text: 'On Tuesday.' }] } }] }],
    ['the AI SDK', { text: 'On Tuesday.', toolCalls: [] }],
    [
      'LangChain',
      { generations: [[{ text: 'On Tuesday.', message: { type: 'ai', data: { content: 'On Tuesday.' } } }]] },
    ],
    ['plain text', 'On Tuesday.'],
  ])('the messages of an output of %s are read', (_framework, output) => {
    expect(readMessages(output, 'output')).toEqual(answer);
  });
});

describe('the conversation of a call', () => {
  const question = { role: 'user', content: 'Where is my order?' };
  const answer = { type: 'ai', data: { content: 'On Tuesday.' } };
  const both = [questionMessage, { role: 'assistant', parts: [{ type: 'text', text: 'On Tuesday.' }] }];

  test('a conversation has the messages of the input and of the output', () => {
    expect(readConversation({ messages: [question] }, { messages: [answer] })).toEqual(both);
  });

  test('an output that repeats the messages of the input does not show them twice', () => {
    const state = [{ type: 'human', data: { content: 'Where is my order?' } }, answer];
    expect(readConversation({ messages: [question] }, { messages: state })).toEqual(both);
  });

  test('a conversation keeps its question without an answer, and a message that the user repeats', () => {
    expect(readConversation({ messages: [question] }, null)).toEqual([questionMessage]);
    expect(readConversation({ messages: [question, question] }, { messages: [answer] })).toEqual([
      questionMessage,
      ...both,
    ]);
  });
});
