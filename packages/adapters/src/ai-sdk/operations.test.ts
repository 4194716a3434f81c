import { embed, embedMany, registerTelemetry, rerank } from 'ai';
import { MockEmbeddingModelV4, MockRerankingModelV4 } from 'ai/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
  registerTelemetry(vitrineTelemetry(recording.client));
});

afterEach(() => {
  globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = [];
});

describe('embedding and reranking models', () => {
  const embedding = new MockEmbeddingModelV4({
    provider: 'openai.embedding',
    modelId: 'embedder',
    maxEmbeddingsPerCall: 2,
    doEmbed: async ({ values }) => ({ embeddings: values.map(() => [1, 2, 3]), usage: { tokens: 5 }, warnings: [] }),
  });

  it('records embeddings as one span, without the vectors', async () => {
    await embed({ model: embedding, value: 'one' });
    await embedMany({ model: embedding, values: ['one', 'two', 'three'] });
    expect(await recording.outline()).toEqual([
      ['trace embed', ['embedding embedder']],
      ['trace embedMany', ['embedding embedder']],
    ]);
    expect(await recording.spans()).toMatchObject([
      { type: 'llm', output: { embeddings: 1, dimensions: 3 }, usage: { prompt_tokens: 5 } },
      { input: { value: ['one', 'two', 'three'] }, output: { embeddings: 3, dimensions: 3 }, ledger: { input: 10 } },
    ]);
  });

  it('records rerankings', async () => {
    const model = new MockRerankingModelV4({
      modelId: 'reranker',
      doRerank: async () => ({ ranking: [{ index: 1, relevanceScore: 0.9 }] }),
    });
    await rerank({ model, query: 'q', documents: ['a', 'b'] });
    expect(await recording.span('reranker')).toMatchObject({
      kind: 'rerank',
      input: { query: 'q', documents: ['a', 'b'] },
      output: { ranking: [{ originalIndex: 1, score: 0.9, document: 'b' }] },
    });
  });

  it('records an embedding that fails', async () => {
    const model = new MockEmbeddingModelV4({
      modelId: 'embedder',
      doEmbed: async () => {
        throw new Error('no');
      },
    });
    await expect(embed({ model, value: 'x', maxRetries: 0 })).rejects.toThrow('no');
    expect(await recording.outline()).toEqual([['trace embed!', ['embedding embedder!']]]);
  });
});
