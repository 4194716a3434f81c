import type { Json } from '@vitrine/core/model';
import { describe, expect, test } from 'vitest';
import { PROMPT_PATTERN } from './request-shape.ts';
import { metadataWithoutPrompts, withoutPrompts } from './without-prompts.ts';

const system = { role: 'system', content: 'SECRET' };
const user = { role: 'user', content: 'Hello' };
const answer = { role: 'assistant', content: 'Hi' };
const tools = [{ type: 'function', function: { name: 'SECRET', parameters: {} } }];
const lc = (name: string, content: string): Json => ({
  lc: 1,
  type: 'constructor',
  id: ['langchain_core', 'messages', name],
  kwargs: { content },
});

/** An input of each format, and what is left of it. */
const INPUTS: Record<string, [input: Json, left: Json]> = {
  'OpenAI chat': [
    {
      model: 'gpt-SECRET',
      messages: [{ role: 'developer', content: 'SECRET' }, system, user],
      tools,
      tool_choice: 'SECRET',
      temperature: 0.4711,
      response_format: { type: 'SECRET' },
      user: 'ada',
    },
    { messages: [user], user: 'ada' },
  ],
  'a list of messages': [[system, user], [user]],
  'OpenAI completions': [{ prompt: 'Hello', model: 'SECRET', max_tokens: 4711 }, { prompt: 'Hello' }],
  'OpenAI responses': [
    { instructions: 'SECRET', input: 'Hello', model: 'SECRET', tools, max_output_tokens: 4711 },
    { input: 'Hello' },
  ],
  'OpenAI responses with items': [
    { instructions: 'SECRET', input: [{ role: 'developer', content: [{ type: 'input_text', text: 'SECRET' }] }, user] },
    { input: [user] },
  ],
  'OpenAI responses, which repeat the request': [
    { chunk: { object: 'response', instructions: 'SECRET', tools, temperature: 4711, output: [answer] } },
    { chunk: { object: 'response', output: [answer] } },
  ],
  'instructions alone': [{ instructions: 'SECRET' }, {}],
  Anthropic: [
    { system: [{ type: 'text', text: 'SECRET' }], messages: [user], tools: [{ name: 'SECRET' }], max_tokens: 4711 },
    { messages: [user] },
  ],
  Gemini: [
    {
      systemInstruction: { parts: [{ text: 'SECRET' }] },
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
      config: { systemInstruction: 'SECRET', tools },
    },
    { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] },
  ],
  'Gemini with a text': [{ contents: 'Hello', config: { system_instruction: 'SECRET' } }, { contents: 'Hello' }],
  'the AI SDK': [
    { system: 'SECRET', prompt: [system, user], toolChoice: { type: 'SECRET' }, tools: ['SECRET'] },
    { prompt: [user] },
  ],
  'messages of a page (AI SDK)': [
    [
      { id: '1', role: 'system', parts: [{ type: 'text', text: 'SECRET' }] },
      { id: '2', role: 'user', parts: [{ type: 'text', text: 'Hello' }] },
    ],
    [{ id: '2', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
  ],
  LangChain: [[[lc('SystemMessage', 'SECRET'), lc('HumanMessage', 'Hello')]], [[lc('HumanMessage', 'Hello')]]],
  'LangChain with data': [
    {
      messages: [
        { type: 'system', data: { content: 'SECRET' } },
        { type: 'human', data: { content: 'Hello' } },
      ],
    },
    { messages: [{ type: 'human', data: { content: 'Hello' } }] },
  ],
  'LangChain with pairs': [
    {
      input: [
        ['system', 'SECRET'],
        ['human', 'Hello'],
      ],
    },
    { input: [['human', 'Hello']] },
  ],
  'LangGraph state': [
    {
      messages: [
        { type: 'system', content: 'SECRET' },
        { type: 'human', content: 'Hello' },
      ],
      order: { id: 1 },
    },
    { messages: [{ type: 'human', content: 'Hello' }], order: { id: 1 } },
  ],
  Mastra: [{ messages: [system, user] }, { messages: [user] }],
  'Pydantic AI': [
    {
      messages: [
        {
          kind: 'request',
          instructions: 'SECRET',
          parts: [
            { part_kind: 'system-prompt', content: 'SECRET' },
            { part_kind: 'user-prompt', content: 'Hello' },
          ],
        },
      ],
    },
    { messages: [{ kind: 'request', parts: [{ part_kind: 'user-prompt', content: 'Hello' }] }] },
  ],
  'Spring AI': [
    {
      messages: [
        { messageType: 'SYSTEM', text: 'SECRET' },
        { messageType: 'USER', text: 'Hello' },
      ],
    },
    { messages: [{ messageType: 'USER', text: 'Hello' }] },
  ],
  OpenTelemetry: [
    {
      messages: [{ role: 'user', parts: [{ type: 'text', content: 'Hello' }] }],
      system: [{ content: 'SECRET' }],
      tools,
    },
    { messages: [{ role: 'user', parts: [{ type: 'text', content: 'Hello' }] }] },
  ],
  'OpenTelemetry, instructions alone': [{ system: [{ type: 'text', content: 'SECRET' }] }, {}],
  'a request in a request': [
    { kwargs: { request: { instructions: 'SECRET', input: 'Hello' } } },
    { kwargs: { request: { input: 'Hello' } } },
  ],
  'one message': [{ message: system, other: 1 }, { other: 1 }],
  'a message alone': [system, null],
  'a request as JSON text': [
    { body: JSON.stringify({ system: 'SECRET', messages: [system, user] }) },
    { body: JSON.stringify({ messages: [user] }) },
  ],
};

describe('without prompts', () => {
  test.each(Object.entries(INPUTS))('the input of %s', (_, [input, left]) => {
    const before = JSON.stringify(input);
    expect(withoutPrompts(input, 'input')).toEqual(left);
    expect(JSON.stringify(input)).toBe(before);
    expect(JSON.stringify(left)).not.toMatch(/SECRET|4711/);
    // A search skips such bodies. RE2's (?i) is a flag in JavaScript.
    expect(before).toMatch(new RegExp(PROMPT_PATTERN.replace('(?i)', ''), 'i'));
  });

  test.each<Json>([
    'Hello',
    null,
    [],
    { question: 'Where is my order?', temperature: 'cold', model: 'T4', options: ['a'] },
    { messages: [user, answer] },
    { operating: { system: 'linux', tools: ['make'] }, type: 'system' },
    { recipe: { instructions: ['Heat the oven.'], input: 3 } },
    '{"instructions": "not JSON',
    { rows: [{ type: 'system', name: 'disk' }] },
  ])('%j is as it was', (input) => {
    expect(withoutPrompts(input, 'input')).toBe(input);
  });

  test('the output of a graph has no system message, and other outputs are as they were', () => {
    expect(withoutPrompts({ messages: [system, user, answer] }, 'output')).toEqual({ messages: [user, answer] });
    const output = { text: 'Heat the oven.', instructions: ['Stir.'], tools: ['spoon'] };
    expect(withoutPrompts(output, 'output')).toBe(output);
  });

  test('values with strange keys or 100,000 levels are no obstacle', () => {
    const strange = JSON.parse(
      '{"__proto__":{"messages":[{"role":"system","content":"SECRET"}]},"constructor":1}',
    ) as Json;
    expect(JSON.stringify(withoutPrompts(strange, 'input'))).toBe('{"__proto__":{"messages":[]},"constructor":1}');
    const deep = JSON.parse(`${'['.repeat(100_000)}{"role":"system","content":"SECRET"}${']'.repeat(100_000)}`) as Json;
    expect(JSON.stringify(withoutPrompts(deep, 'input'))).not.toContain('SECRET');
  });

  test('metadata has no instructions, tools or parameters', () => {
    const metadata = {
      parameters: { temperature: 4711 },
      tools: ['SECRET'],
      instructions: 'SECRET',
      'gen_ai.system_instructions': 'SECRET',
      'gen_ai.tool.definitions': 'SECRET',
      'gen_ai.request.temperature': 4711,
      'llm.invocation_parameters': '{"temperature":4711}',
      'ai.settings.maxRetries': 4711,
      body: '{"messages":[{"role":"system","content":"SECRET"}]}',
      'gen_ai.system': 'openai',
      'gen_ai.tool.name': 'find_order',
      tenant: 'acme',
    };
    expect(metadataWithoutPrompts(metadata)).toEqual({
      body: '{"messages":[]}',
      'gen_ai.system': 'openai',
      'gen_ai.tool.name': 'find_order',
      tenant: 'acme',
    });
    expect(metadataWithoutPrompts({ tenant: 'acme' })).toEqual({ tenant: 'acme' });
    expect(metadataWithoutPrompts('text')).toBe('text');
  });
});
