import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { generateText } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import OpenAI from 'openai';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textAnswer } from '../ai-sdk/models.fixture.ts';
import { vitrineTelemetry } from '../ai-sdk/vitrine-telemetry.ts';
import { vitrineCallbacks } from '../langchain/vitrine-callbacks.ts';
import { completion, ledger } from '../openai/openai.fixture.ts';
import { trackOpenAI } from '../openai/track-openai.ts';
import { Recording } from '../recording.fixture.ts';
import { ProviderServer, json } from './provider-server.fixture.ts';

let endpoint: ProviderServer;
let recording: Recording;
let openai: OpenAI;

beforeEach(async () => {
  endpoint = await ProviderServer.start();
  recording = new Recording();
  openai = trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: `${endpoint.url}/v1` }), recording.client);
  endpoint.reply(json(completion({ content: 'Hi.' })));
});
afterEach(() => endpoint.close());

const create = () =>
  openai.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: 'Hello?' }] });

it('a request of a tracked client in a model call of the AI SDK is recorded as that call', async () => {
  const model = new MockLanguageModelV4({
    modelId: 'gpt-x',
    doGenerate: async () => {
      await create();
      return textAnswer('Hi.');
    },
  });
  await generateText({ model, prompt: 'Hello?', telemetry: { integrations: [vitrineTelemetry(recording.client)] } });
  expect(await recording.outline()).toEqual([['trace generateText', ['llm gpt-x']]]);
});

/** A model of LangChain that calls a tracked client. */
class OnTop extends SimpleChatModel {
  override _llmType(): string {
    return 'on-top';
  }

  override _call(): Promise<string> {
    throw new Error('_generate is there');
  }

  override async _generate(_messages: BaseMessage[]): Promise<ChatResult> {
    const { id, usage } = await create();
    const message = new AIMessage({ content: 'Hi.', response_metadata: { id } });
    const usage_metadata = {
      input_tokens: usage?.prompt_tokens ?? 0,
      output_tokens: usage?.completion_tokens ?? 0,
      total_tokens: usage?.total_tokens ?? 0,
    };
    return { generations: [{ text: 'Hi.', message: Object.assign(message, { usage_metadata }) }] };
  }
}

it('tokens of a tracked client in a model call of LangChain are counted once', async () => {
  const answer = recording.client.track(async function answer() {
    await new OnTop({}).invoke('Hello?', { callbacks: [vitrineCallbacks(recording.client)] });
  });
  await answer();
  expect(await recording.outline()).toEqual([['trace answer', ['general answer', ['llm OnTop'], ['llm gpt-5']]]]);
  expect((await recording.spans()).flatMap((span) => span.ledger ?? [])).toEqual([ledger]);
});
