import { PROVIDER_ALIASES } from '@vitrine/core/model';
import { generateText } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { textAnswer } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

it.each([...Object.entries(PROVIDER_ALIASES), ['google.vertex', 'google'], ['openai', 'openai']])(
  'a model of the provider %s is recorded as one of %s',
  async (alias, name) => {
    const recording = new Recording();
    const model = new MockLanguageModelV4({
      provider: `${alias}.chat`,
      modelId: 'model-1',
      doGenerate: async () => textAnswer('Hi.'),
    });
    await generateText({ model, prompt: 'Hello', telemetry: { integrations: [vitrineTelemetry(recording.client)] } });
    expect((await recording.span('model-1')).provider).toBe(name);
  },
);
