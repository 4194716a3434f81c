import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trackAnthropic } from '../anthropic/track-anthropic.ts';
import { trackGoogleGenAI } from '../google-genai/track-google-genai.ts';
import { completion, messageItem, response as openaiResponse } from '../openai/openai.fixture.ts';
import { trackOpenAI } from '../openai/track-openai.ts';
import { Recording } from '../recording.fixture.ts';
import { events, json, ProviderServer, readAll } from './provider-server.fixture.ts';

const messages = [{ role: 'user' as const, content: 'Hello?' }];

let server: ProviderServer;
let recording: Recording;

beforeEach(async () => {
  server = await ProviderServer.start();
  recording = new Recording();
});
afterEach(() => server.close());

const openai = (): OpenAI =>
  trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 0 }), recording.client);

/** Usage of a chat completion, its source, and the fields of the span. */
const CHATS: [name: string, usage: object, span: object][] = [
  [
    'OpenAI, with audio, images and predicted outputs (`CompletionUsage` of openai 7.55.0)',
    {
      prompt_tokens: 2000,
      completion_tokens: 900,
      total_tokens: 2900,
      prompt_tokens_details: {
        audio_tokens: 300,
        cached_tokens: 1000,
        cache_write_tokens: 200,
        image_tokens: 100,
        text_tokens: 1600,
      },
      completion_tokens_details: {
        accepted_prediction_tokens: 40,
        audio_tokens: 500,
        reasoning_tokens: 192,
        rejected_prediction_tokens: 60,
        text_tokens: 208,
      },
    },
    {
      ledger: {
        input: 800,
        cache_read: 1000,
        cache_write: 200,
        output: 708,
        reasoning: 192,
        input_audio: 300,
        input_image: 100,
        output_audio: 500,
      },
      usage: {
        prompt_tokens: 2000,
        completion_tokens: 900,
        total_tokens: 2900,
        cache_read_input_tokens: 1000,
        cache_creation_input_tokens: 200,
        reasoning_tokens: 192,
        'completion_tokens_details.accepted_prediction_tokens': 40,
        'completion_tokens_details.rejected_prediction_tokens': 60,
      },
    },
  ],
  [
    'OpenAI Realtime, with cached audio (`RealtimeResponseUsage` of openai 7.55.0)',
    {
      input_tokens: 500,
      output_tokens: 200,
      total_tokens: 700,
      input_token_details: {
        text_tokens: 100,
        audio_tokens: 400,
        cached_tokens: 250,
        cached_tokens_details: { text_tokens: 50, audio_tokens: 200 },
      },
      output_token_details: { text_tokens: 50, audio_tokens: 150 },
    },
    {
      ledger: {
        input: 250,
        cache_read: 250,
        cache_write: 0,
        output: 200,
        reasoning: 0,
        input_audio: 200,
        cache_read_audio: 200,
        output_audio: 150,
      },
    },
  ],
  [
    'DeepSeek (api-docs.deepseek.com/api/create-chat-completion)',
    {
      prompt_tokens: 1000,
      completion_tokens: 300,
      total_tokens: 1300,
      prompt_cache_hit_tokens: 640,
      prompt_cache_miss_tokens: 360,
      completion_tokens_details: { reasoning_tokens: 120 },
    },
    { ledger: { input: 360, cache_read: 640, cache_write: 0, output: 180, reasoning: 120 } },
  ],
  [
    'xAI, which counts reasoning apart (docs.x.ai/docs/api-reference)',
    {
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      prompt_tokens_details: { text_tokens: 32, audio_tokens: 0, image_tokens: 12, cached_tokens: 6 },
      completion_tokens_details: { reasoning_tokens: 94, audio_tokens: 0 },
      num_sources_used: 3,
    },
    {
      ledger: { input: 26, cache_read: 6, cache_write: 0, output: 9, reasoning: 94, input_image: 12 },
      usage: expect.objectContaining({ prompt_tokens: 32, num_sources_used: 3 }),
    },
  ],
  [
    'Mistral (docs.mistral.ai/api, `UsageInfo`)',
    {
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      prompt_audio_seconds: 7,
      prompt_tokens_details: { cached_tokens: 60 },
    },
    {
      ledger: { input: 40, cache_read: 60, cache_write: 0, output: 20, reasoning: 0 },
      usage: expect.objectContaining({ prompt_audio_seconds: 7 }),
    },
  ],
  [
    'OpenRouter, with its cost in USD (openrouter.ai/docs/use-cases/usage-accounting)',
    {
      prompt_tokens: 194,
      completion_tokens: 20,
      total_tokens: 214,
      prompt_tokens_details: { cached_tokens: 100, cache_write_tokens: 50, audio_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 5, image_tokens: 10 },
      cost: 0.0095,
      cost_details: { upstream_inference_cost: 19 },
      server_tool_use: { web_search_requests: 2 },
    },
    {
      ledger: {
        input: 44,
        cache_read: 100,
        cache_write: 50,
        output: 15,
        reasoning: 5,
        input_audio: 4,
        output_image: 10,
        web_search_requests: 2,
      },
      total_estimated_cost: 0.0095,
    },
  ],
  [
    'OpenRouter with the app’s own key, whose provider charges apart',
    {
      prompt_tokens: 10,
      completion_tokens: 1,
      cost: 0.001,
      is_byok: true,
      cost_details: { upstream_inference_cost: 0.02 },
    },
    { total_estimated_cost: 0.021 },
  ],
  [
    'negative and absurd counts',
    { prompt_tokens: -5, completion_tokens: 10 ** 15, prompt_tokens_details: { cached_tokens: 99, audio_tokens: 7 } },
    { ledger: { input: 0, cache_read: 99, cache_write: 0, output: 10 ** 15, reasoning: 0 } },
  ],
];

describe('the usage of a chat completion', () => {
  it.each(CHATS)('of %s', async (_name, usage, span) => {
    server.reply(json(completion({ content: 'Hi.' }, { usage, service_tier: 'flex' })));
    await openai().chat.completions.create({ model: 'gpt-5', messages });
    expect(await recording.span('gpt-5')).toMatchObject({ ...span, service_tier: 'flex' });
  });

  it.each(CHATS)('of %s, streamed', async (_name, usage, span) => {
    const head = { id: 'chatcmpl-s', object: 'chat.completion.chunk', model: 'gpt-5', service_tier: 'priority' };
    const choices = [{ index: 0, delta: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }];
    server.reply(
      events([
        { ...head, choices },
        { ...head, choices: [], usage },
      ]),
    );
    await readAll(await openai().chat.completions.create({ model: 'gpt-5', messages, stream: true }));
    expect(await recording.span('gpt-5')).toMatchObject({ ...span, service_tier: 'priority' });
  });
});

describe('the usage of a response', () => {
  const usage = {
    input_tokens: 2006,
    input_tokens_details: {
      cached_tokens: 1920,
      cache_write_tokens: 40,
      cache_write_tokens_details: { ttl_12h_tokens: 40 },
    },
    output_tokens: 300,
    output_tokens_details: { reasoning_tokens: 192 },
    total_tokens: 2306,
  };
  const output = [
    { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } },
    { type: 'web_search_call', id: 'ws_2', status: 'completed', action: { type: 'open_page', url: 'https://x.org' } },
    { type: 'file_search_call', id: 'fs_1', status: 'completed', queries: ['x'] },
    messageItem('Hi.'),
  ];
  const span = {
    ledger: {
      input: 46,
      cache_read: 1920,
      cache_write: 40,
      output: 108,
      reasoning: 192,
      web_search_requests: 1,
      file_search_requests: 1,
    },
    usage: expect.objectContaining({ 'input_tokens_details.cache_write_tokens_details.ttl_12h_tokens': 40 }),
    service_tier: 'flex',
  };

  it('of OpenAI has its searches (`ResponseUsage` of openai 7.55.0)', async () => {
    server.reply(json(openaiResponse(output, { usage, service_tier: 'flex' })));
    await openai().responses.create({ model: 'gpt-5', input: 'x' });
    expect(await recording.span('gpt-5')).toMatchObject(span);
  });

  it('of OpenAI has its searches, streamed', async () => {
    const whole = openaiResponse(output, { usage, service_tier: 'flex' });
    server.reply(events([{ type: 'response.completed', response: whole, sequence_number: 0 }], { named: true }));
    await readAll(await openai().responses.create({ model: 'gpt-5', input: 'x', stream: true }));
    expect(await recording.span('gpt-5')).toMatchObject(span);
  });
});

it('the usage of OpenAI’s images is in image tokens (`ImagesResponse.Usage` of openai 7.55.0)', async () => {
  const usage = {
    input_tokens: 400,
    input_tokens_details: { image_tokens: 350, text_tokens: 50 },
    output_tokens: 4160,
    total_tokens: 4560,
  };
  server.reply(json({ created: 1, data: [{ b64_json: 'aGVsbG8=' }], usage }));
  await openai().images.generate({ model: 'gpt-image-1', prompt: 'A cat.' });
  expect((await recording.span('gpt-image-1')).ledger).toEqual({
    input: 400,
    cache_read: 0,
    cache_write: 0,
    output: 4160,
    reasoning: 0,
    input_image: 350,
    output_image: 4160,
  });
});

describe('the usage of Anthropic (`Usage` of @anthropic-ai/sdk 1.11.0)', () => {
  const usage = {
    cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 99000 },
    cache_creation_input_tokens: 100000,
    cache_read_input_tokens: 7,
    inference_geo: 'eu',
    input_tokens: 3,
    output_tokens: 300,
    output_tokens_details: { thinking_tokens: 192 },
    server_tool_use: { web_search_requests: 10, web_fetch_requests: 2 },
    service_tier: 'batch',
    speed: 'standard',
  };
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [{ type: 'text', text: 'Hi.' }],
    stop_reason: 'end_turn',
    usage,
  };
  const span = {
    ledger: {
      input: 3,
      cache_read: 7,
      cache_write: 100000,
      output: 108,
      reasoning: 192,
      cache_write_1h: 99000,
      web_search_requests: 10,
    },
    usage: expect.objectContaining({ 'server_tool_use.web_fetch_requests': 2, prompt_tokens: 100010 }),
    service_tier: 'batch',
  };
  const request = { model: 'claude-sonnet-4-5', max_tokens: 100, messages };
  const anthropic = (): Anthropic =>
    trackAnthropic(new Anthropic({ apiKey: 'none', baseURL: server.url, maxRetries: 0 }), recording.client);

  it('has cache writes by their time to live, searches and the tier', async () => {
    server.reply(json(message));
    await anthropic().messages.create(request);
    expect(await recording.span('claude-sonnet-4-5')).toMatchObject(span);
  });

  it('is complete in a stream, whose start has the input and whose end has the output', async () => {
    const { output_tokens, output_tokens_details, server_tool_use, ...atStart } = usage;
    const parts = [
      { type: 'message_start', message: { ...message, content: [], usage: { ...atStart, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi.' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn' },
        usage: { output_tokens, output_tokens_details, server_tool_use },
      },
      { type: 'message_stop' },
    ];
    server.reply(events(parts, { named: true }), events(parts.slice(0, 3), { named: true, end: 'open' }));
    await readAll(await anthropic().messages.create({ ...request, stream: true }));
    expect(await recording.span('claude-sonnet-4-5')).toMatchObject(span);
  });

  it('keeps the input if the stream is aborted', async () => {
    const started = { ...message, content: [], usage: { ...usage, output_tokens: 1, output_tokens_details: null } };
    const parts = [
      { type: 'message_start', message: started },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ];
    server.reply(events(parts, { named: true, end: 'open' }));
    const stream = await anthropic().messages.create({ ...request, stream: true });
    for await (const { type } of stream) if (type === 'content_block_start') stream.controller.abort();
    expect((await recording.span('claude-sonnet-4-5')).ledger).toMatchObject({
      input: 3,
      cache_write: 100000,
      cache_write_1h: 99000,
      output: 1,
    });
  });
});

describe('the usage of Gemini (`GenerateContentResponseUsageMetadata` of @google/genai 3.1.0)', () => {
  const usageMetadata = {
    promptTokenCount: 1000,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: 300 },
      { modality: 'AUDIO', tokenCount: 400 },
      { modality: 'IMAGE', tokenCount: 258 },
      { modality: 'VIDEO', tokenCount: 42 },
    ],
    cachedContentTokenCount: 500,
    cacheTokensDetails: [
      { modality: 'TEXT', tokenCount: 250 },
      { modality: 'AUDIO', tokenCount: 250 },
    ],
    candidatesTokenCount: 1400,
    candidatesTokensDetails: [
      { modality: 'TEXT', tokenCount: 110 },
      { modality: 'IMAGE', tokenCount: 1290 },
    ],
    thoughtsTokenCount: 77,
    toolUsePromptTokenCount: 20,
    toolUsePromptTokensDetails: [{ modality: 'TEXT', tokenCount: 20 }],
    totalTokenCount: 2497,
    trafficType: 'ON_DEMAND_FLEX',
  };
  const answer = {
    candidates: [{ content: { role: 'model', parts: [{ text: 'Hi.' }] }, finishReason: 'STOP', index: 0 }],
    modelVersion: 'gemini-3-pro',
    usageMetadata,
  };
  const span = {
    ledger: {
      input: 520,
      cache_read: 500,
      cache_write: 0,
      output: 1400,
      reasoning: 77,
      input_audio: 150,
      input_image: 258,
      cache_read_audio: 250,
      output_image: 1290,
    },
    usage: expect.objectContaining({ 'promptTokensDetails.VIDEO': 42 }),
    service_tier: 'flex',
  };
  const request = { model: 'gemini-3-pro', contents: 'x' };
  const genai = (): GoogleGenAI =>
    trackGoogleGenAI(new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: server.url } }), recording.client);

  it('has its modalities and the traffic type as the tier', async () => {
    server.reply(json(answer));
    await genai().models.generateContent(request);
    expect(await recording.span('gemini-3-pro')).toMatchObject(span);
  });

  it('is that of the last chunk of a stream', async () => {
    const first = { ...answer, usageMetadata: { promptTokenCount: 1000, totalTokenCount: 1000 } };
    server.reply(events([first, answer], { end: 'close' }));
    await readAll(await genai().models.generateContentStream(request));
    expect(await recording.span('gemini-3-pro')).toMatchObject(span);
  });
});
