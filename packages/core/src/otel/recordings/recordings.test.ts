import { describe, expect, it } from 'vitest';
import type { MappedSpan } from '../mapped-span.ts';
import { drawn, everySpan, replay } from './recording.fixture.ts';

const QUESTION = 'What is the weather in Paris?';
const ANSWER = 'Here is what I found. **Paris**: city Paris, celsius 14, sky rain';

/** The spans of a recording of one kind, in the order of the tree. */
function spansOf(recording: string, kind: MappedSpan['kind']): MappedSpan[] {
  return everySpan(replay(recording)).filter((span) => span.kind === kind);
}

/** Whether a body has a message of a role with this text, in any form of messages. */
function says(body: unknown, role: string, text: string): boolean {
  const { messages = [] } = body as { messages?: { role: string }[] };
  return messages.some((message) => message.role === role && JSON.stringify(message).includes(text));
}

describe('recorded exports become trees', () => {
  it('AI SDK 5 (its generateText reports no cached and no reasoning tokens)', () => {
    expect(drawn(replay('ai-sdk-5'))).toEqual([
      'agent: weather-agent | openai.responses/gpt-5-mini | @conversation-7',
      '  llm: ai.generateText.doGenerate | openai.responses/gpt-5-mini | in 292+0+0 out 209+0 | @conversation-7',
      '  tool: get_weather | @conversation-7',
      '  llm: ai.generateText.doGenerate | openai.responses/gpt-5-mini | in 324+0+0 out 209+0 | @conversation-7',
      'agent: weather-agent | openai.chat/gpt-5-mini | @conversation-7',
      '  llm: ai.streamText.doStream | openai.chat/gpt-5-mini | in 292+0+0 out 17+192 | @conversation-7',
      '    tool: get_weather | @conversation-7',
      '  llm: ai.streamText.doStream | openai.chat/gpt-5-mini | in 68+256+0 out 17+192 | @conversation-7',
      'step: ai.generateObject | openai.responses/gpt-5-mini | @conversation-7',
      '  llm: ai.generateObject.doGenerate | openai.responses/gpt-5-mini | in 8+0+0 out 196+0 | @conversation-7',
      'step: ai.embed | openai.embedding/text-embedding-3-small | @conversation-7',
      '  embedding: ai.embed.doEmbed | openai.embedding/text-embedding-3-small | in 8+0+0 out 0+0 | @conversation-7',
      'agent: weather-agent | openai.responses/gpt-5-mini | @conversation-7 | ! AI_APICallError',
      '  llm: ai.generateText.doGenerate | openai.responses/gpt-5-mini | @conversation-7 | ! AI_APICallError',
    ]);
  });

  it('AI SDK 6', () => {
    expect(drawn(replay('ai-sdk-6'))).toEqual([
      'agent: weather-agent | openai.responses/gpt-5-mini | @conversation-7',
      '  llm: ai.generateText.doGenerate | openai.responses/gpt-5-mini | in 292+0+0 out 17+192 | @conversation-7',
      '  tool: get_weather | @conversation-7',
      '  llm: ai.generateText.doGenerate | openai.responses/gpt-5-mini | in 68+256+0 out 17+192 | @conversation-7',
      'agent: weather-agent | openai.chat/gpt-5-mini | @conversation-7',
      '  llm: ai.streamText.doStream | openai.chat/gpt-5-mini | in 292+0+0 out 17+192 | @conversation-7',
      '    tool: get_weather | @conversation-7',
      '  llm: ai.streamText.doStream | openai.chat/gpt-5-mini | in 68+256+0 out 17+192 | @conversation-7',
      'step: ai.generateObject | openai.responses/gpt-5-mini | @conversation-7',
      '  llm: ai.generateObject.doGenerate | openai.responses/gpt-5-mini | in 8+0+0 out 196+0 | @conversation-7',
      'step: ai.embed | openai.embedding/text-embedding-3-small | @conversation-7',
      '  embedding: ai.embed.doEmbed | openai.embedding/text-embedding-3-small | in 8+0+0 out 0+0 | @conversation-7',
      'agent: weather-agent | openai.responses/gpt-5-mini | @conversation-7 | ! AI_APICallError',
      '  llm: ai.generateText.doGenerate | openai.responses/gpt-5-mini | @conversation-7 | ! AI_APICallError',
    ]);
  });

  it('AI SDK 7 with @ai-sdk/otel', () => {
    expect(drawn(replay('ai-sdk-7'))).toEqual([
      'agent: weather-agent | openai/gpt-5-mini | @conversation-7',
      '  step: step 1 | @conversation-7',
      '    llm: chat gpt-5-mini | openai/gpt-5-mini | in 292+0+0 out 17+192',
      '    tool: get_weather',
      '  step: step 2 | @conversation-7',
      '    llm: chat gpt-5-mini | openai/gpt-5-mini | in 68+256+0 out 17+192',
      'agent: weather-agent | openai/gpt-5-mini | @conversation-7',
      '  step: step 1 | @conversation-7',
      '    llm: chat gpt-5-mini | openai/gpt-5-mini | in 292+0+0 out 17+192',
      '    tool: get_weather',
      '  step: step 2 | @conversation-7',
      '    llm: chat gpt-5-mini | openai/gpt-5-mini | in 68+256+0 out 17+192',
      'embedding: embeddings text-embedding-3-small | openai/text-embedding-3-small',
      '  embedding: embeddings text-embedding-3-small | openai/text-embedding-3-small | in 8+0+0 out 0+0',
      'agent: invoke_agent gpt-5-mini | openai/gpt-5-mini | ! AI_APICallError',
      '  step: step 1 | ! AI_APICallError',
      '    llm: chat gpt-5-mini | openai/gpt-5-mini | ! AI_APICallError',
    ]);
  });

  it("Anthropic SDK's own spans", () => {
    expect(drawn(replay('anthropic-sdk'))).toEqual([
      'general: answer | @conversation-7',
      '  llm: anthropic.messages.create | anthropic/claude-haiku-4-5 | in 272+0+0 out 17+0',
      '  llm: anthropic.messages.create | anthropic/claude-haiku-4-5 | in 48+256+0 out 17+0',
      '  llm: anthropic.messages.create | anthropic/claude-haiku-4-5 | ! invalid_request_error',
    ]);
  });

  it("LangSmith's exporter (a streamed call of wrapOpenAI takes the place of the run around it)", () => {
    expect(drawn(replay('langsmith'))).toEqual([
      'llm: answer | openai/gpt-5-mini | in 48+256+0 out 17+192 | @conversation-7',
      '  tool: look_up | @conversation-7',
      '  llm: ChatOpenAI | openai/gpt-5-mini | in 272+0+0 out 17+192 | @conversation-7',
      '  llm: ChatOpenAI | openai/gpt-5-mini | in 241+0+0 out 23+192 | @conversation-7',
      '  llm: ChatOpenAI | openai/gpt-5-mini | @conversation-7 | ! Error',
    ]);
  });

  it("Mastra's exporter", () => {
    expect(drawn(replay('mastra'))).toEqual([
      'agent: Weather agent | @conversation-7',
      '  step: model_generation gpt-5-mini | @conversation-7',
      '    step: agent_step Weather agent | @conversation-7',
      '      llm: chat gpt-5-mini | openai.responses/gpt-5-mini | in 292+0+0 out 17+192 | @conversation-7',
      '        general: model_chunk Weather agent | @conversation-7',
      '        general: model_chunk Weather agent | @conversation-7',
      '      tool: get_weather | @conversation-7',
      '    step: agent_step Weather agent | @conversation-7',
      '      llm: chat gpt-5-mini | openai.responses/gpt-5-mini | in 68+256+0 out 17+192 | @conversation-7',
      '        general: model_chunk Weather agent | @conversation-7',
      'agent: Weather agent | @conversation-7',
      '  step: model_generation gpt-5-mini | @conversation-7',
      '    step: agent_step Weather agent | @conversation-7',
      '      llm: chat gpt-5-mini | openai.responses/gpt-5-mini | in 292+0+0 out 17+192 | @conversation-7',
      '        general: model_chunk Weather agent | @conversation-7',
      '        general: model_chunk Weather agent | @conversation-7',
      '      tool: get_weather | @conversation-7',
      '    step: agent_step Weather agent | @conversation-7',
      '      llm: chat gpt-5-mini | openai.responses/gpt-5-mini | in 68+256+0 out 17+192 | @conversation-7',
      '        general: model_chunk Weather agent | @conversation-7',
      'agent: Weather agent | ! Error',
      '  step: model_generation gpt-5-mini',
      '    step: agent_step Weather agent',
      '      llm: chat gpt-5-mini | openai.responses/gpt-5-mini',
    ]);
  });

  it('OpenInference, Anthropic', () => {
    expect(drawn(replay('openinference-anthropic'))).toEqual([
      'general: answer',
      '  llm: Anthropic Messages | anthropic/claude-haiku-4-5 | in 272+0+0 out 17+0',
      '  llm: Anthropic Messages | anthropic/claude-haiku-4-5 | in 48+256+0 out 17+0',
      '  llm: Anthropic Messages | anthropic/claude-haiku-4-5 | ! BadRequestError',
    ]);
  });

  it('OpenInference, LangChain', () => {
    expect(drawn(replay('openinference-langchain'))).toEqual([
      'chain: weather agent | @conversation-7',
      '  chain: __start__ | @conversation-7',
      '  chain: model_request | @conversation-7',
      '    llm: ChatOpenAI | openai/gpt-5-mini | in 293+0+0 out 17+192 | @conversation-7',
      '    chain: RunnableLambda | @conversation-7',
      '  chain: tools | @conversation-7',
      '    tool: get_weather | @conversation-7',
      '  chain: model_request | @conversation-7',
      '    llm: ChatOpenAI | openai/gpt-5-mini | in 69+256+0 out 17+192 | @conversation-7',
      '    chain: RunnableLambda | @conversation-7',
      'llm: ChatOpenAI | openai/gpt-5-mini | ! Error',
    ]);
  });

  it('OpenInference, OpenAI (it reports no usage of streams, and never ends the span of a refused call)', () => {
    expect(drawn(replay('openinference-openai'))).toEqual([
      'general: answer',
      '  llm: OpenAI Chat Completions | openai/gpt-5-mini | in 272+0+0 out 17+192 | @conversation-7',
      '    http: POST',
      '  llm: OpenAI Chat Completions | openai/gpt-5-mini | @conversation-7',
      '    http: POST',
      '  llm: OpenAI Responses | openai/gpt-5-mini | in 241+0+0 out 23+192 | @conversation-7',
      '    http: POST',
      '  embedding: OpenAI Embeddings | openai/text-embedding-3-small | @conversation-7',
      '    http: POST',
      'http: POST | ! 400',
    ]);
  });

  it('OpenLLMetry, Anthropic (cached tokens apart from the others)', () => {
    expect(drawn(replay('openllmetry-anthropic'))).toEqual([
      'general: answer',
      '  llm: chat claude-haiku-4-5 | anthropic/claude-haiku-4-5 | in 272+0+0 out 17+0',
      '  llm: chat claude-haiku-4-5 | anthropic/claude-haiku-4-5 | in 48+256+0 out 17+0',
      '  llm: chat claude-haiku-4-5 | anthropic/claude-haiku-4-5 | ! Error',
    ]);
  });

  it('OpenLLMetry, LangChain (it knows no parents)', () => {
    expect(drawn(replay('openllmetry-langchain'))).toEqual([
      'general: answer | @conversation-7',
      '  chain: workflow CompiledStateGraph',
      '  chain: workflow RunnableSequence',
      '  chain: workflow RunnableSequence',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 293+0+0 out 209+0',
      '  chain: workflow RunnableLambda',
      '  chain: workflow RunnableSequence',
      '  tool: execute_tool DynamicStructuredTool',
      '  chain: workflow RunnableSequence',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 325+0+0 out 209+0',
      '  chain: workflow RunnableLambda',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | ! Error',
    ]);
  });

  it('OpenLLMetry, OpenAI (it knows no embeddings, and never ends the span of a refused call)', () => {
    expect(drawn(replay('openllmetry-openai'))).toEqual([
      'general: answer | @conversation-7',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 272+0+0 out 209+0',
      '    http: POST',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini',
      '    http: POST',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 241+0+0 out 215+0',
      '    http: POST',
      '  http: POST',
      'http: POST | ! 400',
    ]);
  });

  it("OpenTelemetry's own instrumentation of OpenAI, its log records as span events", () => {
    expect(drawn(replay('opentelemetry-openai'))).toEqual([
      'general: answer | @conversation-7',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 272+0+0 out 209+0',
      '    http: POST',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 304+0+0 out 209+0',
      '    http: POST',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | in 241+0+0 out 215+0',
      '    http: POST',
      '  embedding: embeddings text-embedding-3-small | openai/text-embedding-3-small | in 25+0+0 out 0+0',
      '    http: POST',
      '  llm: chat gpt-5-mini | openai/gpt-5-mini | ! BadRequestError',
      '    http: POST | ! 400',
    ]);
  });
});

describe('recorded exports', () => {
  it.each([
    'ai-sdk-5',
    'ai-sdk-6',
    'ai-sdk-7',
    'anthropic-sdk',
    'langsmith',
    'openinference-anthropic',
    'openinference-langchain',
    'openinference-openai',
    'openllmetry-anthropic',
    'openllmetry-langchain',
    'openllmetry-openai',
    'opentelemetry-openai',
  ])('have the question as a message of the user: %s', (recording) => {
    const inputs = spansOf(recording, 'llm').map(({ input }) => input);
    expect(inputs.filter((input) => says(input, 'user', QUESTION)).length).toBeGreaterThanOrEqual(2);
  });

  it.each([
    'ai-sdk-7',
    'openinference-anthropic',
    'openinference-langchain',
    'openinference-openai',
    'openllmetry-anthropic',
    'openllmetry-langchain',
    'openllmetry-openai',
    'opentelemetry-openai',
  ])('have the answer as a message of the assistant: %s', (recording) => {
    const outputs = spansOf(recording, 'llm').flatMap(({ output }) => output ?? []);
    expect(outputs.some((output) => says(output, 'assistant', ANSWER))).toBe(true);
  });

  it.each(['ai-sdk-5', 'ai-sdk-6', 'ai-sdk-7', 'anthropic-sdk', 'mastra'])(
    'tell the time to the first token where they measure it: %s',
    (recording) => {
      const waits = spansOf(recording, 'llm').flatMap(({ ttft }) => ttft ?? []);
      expect(waits.length).toBeGreaterThan(0);
      expect(Math.max(...waits)).toBeGreaterThan(0);
      expect(Math.max(...waits)).toBeLessThan(10_000);
    },
  );

  it.each([
    ['ai-sdk-6', ['weather', 'test']],
    ['mastra', ['weather', 'test']],
    ['openinference-openai', ['weather', 'test']],
  ])('have tags: %s', (recording, tags) => {
    expect(everySpan(replay(recording)).some((span) => JSON.stringify(span.tags) === JSON.stringify(tags))).toBe(true);
  });

  it.each([
    'ai-sdk-5',
    'ai-sdk-6',
    'ai-sdk-7',
    'langsmith',
    'mastra',
    'openinference-langchain',
    'openinference-openai',
  ])('have the metadata of the app, by its own names: %s', (recording) => {
    expect(everySpan(replay(recording)).some(({ metadata }) => metadata['plan'] === 'free')).toBe(true);
  });

  it('keep the error of a refused call', () => {
    const [, , refused] = spansOf('openllmetry-anthropic', 'llm');
    expect(refused?.error_info?.message).toContain('The request was refused, as it asked.');
    expect(refused?.error_info?.traceback).toContain('APIError');
  });

  it('have the input and output of a tool', () => {
    for (const recording of ['ai-sdk-5', 'ai-sdk-6', 'ai-sdk-7', 'mastra']) {
      expect(spansOf(recording, 'tool').at(0)).toMatchObject({
        name: 'get_weather',
        input: { city: 'Paris' },
        output: { city: 'Paris', celsius: 14, sky: 'rain' },
      });
    }
  });

  it("convert LangChain's messages to messages with roles", () => {
    const [agent] = spansOf('openinference-langchain', 'chain');
    expect(agent?.output).toMatchObject({
      messages: [
        { role: 'user', content: QUESTION },
        { role: 'assistant', tool_calls: [{ name: 'get_weather', args: { city: 'Paris' } }] },
        { role: 'tool', name: 'get_weather' },
        { role: 'assistant', content: ANSWER },
      ],
    });
  });

  it('have all tokens that an instrumentation counts', () => {
    const recordings = ['ai-sdk-5', 'ai-sdk-6', 'ai-sdk-7', 'anthropic-sdk', 'langsmith', 'mastra'];
    const unknown = recordings.flatMap((recording) =>
      everySpan(replay(recording)).flatMap((s) => s.unknown_usage ?? []),
    );
    expect(unknown).toEqual([]);
  });

  it('have service, environment and instrumentation in the metadata', () => {
    const [call] = spansOf('opentelemetry-openai', 'llm');
    expect(call).toMatchObject({
      environment: 'testing',
      metadata: {
        resource: { 'service.name': 'weather' },
        scope: { name: '@opentelemetry/instrumentation-openai' },
        span_kind: 'client',
      },
    });
  });
});
