import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

// As OpenLLMetry writes them for CrewAI: opentelemetry-instrumentation-crewai, instrumentation.py at 00d044f.
describe('CrewAI', () => {
  it('a crew is no model call, and has the sum of its calls', () => {
    const mapped = mapAttributes(
      {
        'gen_ai.system': 'crewai',
        'crewai.crew.name': 'crew',
        'crewai.crew.tasks': "[{'agent': 'Writer', 'description': 'Write.'}]",
        'crewai.crew.max_rpm': '10',
        'crewai.crew.result': 'A poem.',
        'crewai.crew.token_usage':
          'total_tokens=150 prompt_tokens=100 cached_prompt_tokens=40 completion_tokens=50 successful_requests=3',
      },
      { name: 'crewai.workflow' },
    );
    expect(mapped).toMatchObject({
      kind: 'chain',
      output: 'A poem.',
      aggregate: { ledger: { input: 60, cache_read: 40, output: 50 } },
    });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it('an agent has its role, and a task its description and result', () => {
    const agent = mapAttributes({
      'traceloop.span.kind': 'agent',
      'crewai.agent.role': 'Writer',
      'crewai.agent.goal': 'Write well.',
      'gen_ai.request.model': 'gpt-4o-mini',
    });
    expect(agent).toMatchObject({
      kind: 'agent',
      name: 'Writer',
      input: { goal: 'Write well.' },
      model: 'gpt-4o-mini',
    });
    const task = mapAttributes({
      'traceloop.span.kind': 'task',
      'crewai.task.description': 'Write a poem.',
      'crewai.task.expected_output': 'Four lines.',
      'traceloop.entity.output': 'Roses.',
    });
    expect(task).toMatchObject({
      kind: 'step',
      input: { description: 'Write a poem.', expected_output: 'Four lines.' },
      output: 'Roses.',
    });
  });
});

// As deepset-ai/haystack 2.x writes them: haystack/tracing/opentelemetry.py at 08ccc31, and the tags of its own tests.
describe('Haystack', () => {
  const reply = (meta: object) => ({
    replies: [{ role: 'assistant', content: [{ text: 'Paris' }], ...meta }],
  });

  it.each([
    [
      'now',
      'OpenAIChatGenerator',
      reply({ meta: { model: 'gpt-4o-mini', usage: { prompt_tokens: 12, completion_tokens: 3 } } }),
    ],
    [
      'before 2.9',
      'OpenAIChatGenerator',
      reply({ _meta: { model: 'gpt-4o-mini', usage: { prompt_tokens: 12, completion_tokens: 3 } } }),
    ],
    [
      'of a text',
      'OpenAIGenerator',
      { replies: ['Paris'], meta: [{ model: 'gpt-4o-mini', usage: { prompt_tokens: 12, completion_tokens: 3 } }] },
    ],
  ])('a generator is a model call with the usage in the metadata of its reply, %s', (_when, type, output) => {
    const mapped = mapAttributes(
      {
        'haystack.component.name': 'llm',
        'haystack.component.type': type,
        'haystack.component.input': '{"messages": [{"role": "user", "content": [{"text": "Capital of France?"}]}]}',
        'haystack.component.output': JSON.stringify(output),
        'haystack.component.visits': 1,
      },
      { name: 'haystack.component.run' },
    );
    expect(mapped).toMatchObject({
      name: 'llm',
      kind: 'llm',
      model: 'gpt-4o-mini',
      input: { messages: [{ role: 'user' }] },
      output,
      ledger: { input: 12, output: 3 },
    });
    expect(mapped.metadata).toMatchObject({ 'haystack.component.type': type });
  });

  it.each([
    ['InMemoryBM25Retriever', 'retrieval'],
    ['OpenAITextEmbedder', 'embedding'],
    ['SentenceTransformersDocumentEmbedder', 'embedding'],
    ['TransformersSimilarityRanker', 'rerank'],
    ['ToolInvoker', 'tool'],
    ['Agent', 'agent'],
    ['PromptBuilder', 'step'],
  ])('the component %s is of kind %s', (type, kind) => {
    const mapped = mapAttributes({ 'haystack.component.name': 'part', 'haystack.component.type': type });
    expect(mapped).toMatchObject({ kind, name: 'part' });
  });

  it('a pipeline is a chain', () => {
    const mapped = mapAttributes({
      'haystack.pipeline.input_data': '{"hello": {"word": "world"}}',
      'haystack.pipeline.output_data': '{"hello2": {"output": "Hello"}}',
      'haystack.pipeline.max_runs_per_component': 100,
    });
    expect(mapped).toMatchObject({
      kind: 'chain',
      input: { hello: { word: 'world' } },
      output: { hello2: { output: 'Hello' } },
    });
  });
});

// As BerriAI/litellm writes them: litellm/integrations/opentelemetry.py at 00145a6, and its documentation of `otel_v2`.
describe('LiteLLM', () => {
  it.each([
    ['gen_ai.cost.total_cost', 'acompletion', 'llm'],
    ['litellm.cost.total', 'aembedding', 'embedding'],
    ['gen_ai.cost.total_cost', 'anthropic_messages', 'llm'],
    ['gen_ai.cost.total_cost', 'arerank', 'rerank'],
  ])('has the cost of %s, and a call of type %s is of kind %s', (cost, type, kind) => {
    const mapped = mapAttributes({
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.system': 'openai',
      [cost === 'litellm.cost.total' ? 'litellm.request.type' : 'llm.request.type']: type,
      'llm.is_streaming': 'False',
      'gen_ai.usage.prompt_tokens': 10,
      'gen_ai.usage.completion_tokens': 5,
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.total_tokens': 15,
      [cost]: 0.002,
      'gen_ai.cost.input_cost': 0.001,
      'gen_ai.cost.output_cost': 0.001,
      'gen_ai.cost.tool_usage_cost': 0,
      hidden_params: '{"response_cost": 0.002}',
    });
    expect(mapped).toMatchObject({ kind, total_estimated_cost: 0.002, ledger: { input: 10, output: 5 } });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });
});

// As langchain-ai/langsmith-sdk writes them: python/langsmith/_internal/otel/_otel_exporter.py at 05fd22e.
describe('LangSmith’s Python exporter', () => {
  it('has cached and reasoning tokens in a Python dictionary', () => {
    const mapped = mapAttributes({
      'langsmith.span.kind': 'llm',
      'langsmith.trace.name': 'ChatOpenAI',
      'langsmith.span.tags': 'eu, beta',
      'langsmith.metadata.session_id': 't-1',
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.prompt': '{"messages": [{"role": "user", "content": "hi"}]}',
      'gen_ai.completion': '{"choices": []}',
      'gen_ai.usage.input_tokens': 304,
      'gen_ai.usage.output_tokens': 209,
      'gen_ai.usage.total_tokens': 513,
      'gen_ai.usage.input_token_details': "{'audio': 0, 'cache_read': 256}",
      'gen_ai.usage.output_token_details': "{'audio': 0, 'reasoning': 192}",
    });
    expect(mapped).toMatchObject({
      kind: 'llm',
      thread_id: 't-1',
      tags: ['eu', 'beta'],
      ledger: { input: 48, cache_read: 256, cache_write: 0, output: 17, reasoning: 192 },
    });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });
});

// As pydantic/pydantic-ai writes them: models/instrumented.py at 0021d09 (format 1), _instrumentation.py at 02356f8.
describe('Pydantic AI', () => {
  it('the events of format 1 are the messages', () => {
    const events = [
      { content: 'Be brief.', role: 'system', 'gen_ai.system': 'openai', 'event.name': 'gen_ai.system.message' },
      { content: 'hi', role: 'user', 'gen_ai.message.index': 0, 'event.name': 'gen_ai.user.message' },
      { index: 0, message: { role: 'assistant', content: 'hello' }, 'event.name': 'gen_ai.choice' },
    ];
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      events: JSON.stringify(events),
      'logfire.json_schema': '{}',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.details.cached_tokens': 4,
    });
    expect(mapped).toMatchObject({
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'hi' },
        ],
      },
      output: { messages: [{ role: 'assistant', index: 0, content: 'hello' }] },
      ledger: { input: 8, cache_read: 4 },
      metadata: {},
    });
  });

  it('an attribute called events with other content stays in the metadata', () => {
    expect(mapAttributes({ events: '[{"name":"click"}]' }).metadata).toEqual({ events: '[{"name":"click"}]' });
  });

  it('an agent run has the sum of its calls under a name of its own', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'support',
      'gen_ai.conversation.id': 'c-1',
      'pydantic_ai.all_messages': '[{"role":"user","parts":[]}]',
      final_result: 'hello',
      'gen_ai.aggregated_usage.input_tokens': 100,
      'gen_ai.aggregated_usage.output_tokens': 20,
      'gen_ai.aggregated_usage.details.reasoning_tokens': 5,
      'gen_ai.aggregated_usage.details.accepted_prediction_tokens': 1,
    });
    expect(mapped).toMatchObject({
      kind: 'agent',
      thread_id: 'c-1',
      output: 'hello',
      aggregate: { ledger: { input: 100, output: 15, reasoning: 5 } },
    });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });
});

// As microsoft/autogen writes them: autogen-core, _telemetry/_genai.py at 26809c9. They are the GenAI conventions.
describe('AutoGen', () => {
  it.each([
    ['invoke_agent', { 'gen_ai.agent.name': 'writer', 'gen_ai.agent.id': 'writer/1' }, 'agent', 'writer'],
    ['create_agent', { 'gen_ai.agent.name': 'writer' }, 'agent', 'writer'],
    ['execute_tool', { 'gen_ai.tool.name': 'search', 'gen_ai.tool.call.id': 'c1' }, 'tool', 'search'],
  ])('%s', (operation, attributes, kind, name) => {
    const mapped = mapAttributes({ 'gen_ai.operation.name': operation, 'gen_ai.system': 'autogen', ...attributes });
    expect(mapped).toMatchObject({ kind, name });
  });

  it('messages between agents are infrastructure', () => {
    const mapped = mapAttributes({ 'messaging.operation': 'publish', 'messaging.destination': 'writer' });
    expect(mapped.kind).toBe('infrastructure');
  });
});

// As run-llama/llama_index writes them: llama-index-observability-otel, genai.py at 23d8839. They are the GenAI
// conventions.
describe('LlamaIndex', () => {
  it('a completion is a model call, and a retrieval has query and documents', () => {
    const call = mapAttributes({
      'gen_ai.operation.name': 'completion',
      'gen_ai.provider.name': 'llama_index',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 5,
    });
    expect(call).toMatchObject({ kind: 'llm', ledger: { input: 5 } });
    const retrieval = mapAttributes({
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.retrieval.query.text': 'refunds',
      'gen_ai.retrieval.documents': '[{"id":"d1","content":"30 days","score":0.9}]',
    });
    expect(retrieval).toMatchObject({
      kind: 'retrieval',
      input: { query: 'refunds' },
      output: { documents: [{ id: 'd1', score: 0.9 }] },
    });
  });
});

// As Arize-ai/openinference writes them: openinference-instrumentation-smolagents, _wrappers.py. They are its
// conventions.
describe('smolagents', () => {
  it('a run has the totals of its monitor', () => {
    const mapped = mapAttributes({
      'openinference.span.kind': 'AGENT',
      'input.value': '{"task": "Add."}',
      'smolagents.max_steps': 6,
      'smolagents.tools_names': ['final_answer'],
      'output.value': '4',
      'llm.token_count.prompt': 3000,
      'llm.token_count.completion': 100,
      'llm.token_count.total': 3100,
    });
    expect(mapped).toMatchObject({
      kind: 'agent',
      input: { task: 'Add.' },
      aggregate: { ledger: { input: 3000, output: 100 } },
      metadata: { 'smolagents.max_steps': 6 },
    });
  });
});
