import { z } from 'zod';
import { countTokens } from './token-usage.ts';

const DIMENSIONS = 256;

const EmbeddingsRequest = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string())]),
  dimensions: z.int().min(1).max(3072).nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});

/** Returns the unit vector of a text. Each word, and each three letters of it, contribute to one dimension. */
function vectorOf(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const lower = text.toLowerCase();
  const words = lower.match(/\p{L}+|\d+/gu) ?? [];
  const features = [...words, ...words.flatMap((word) => word.match(/.{1,3}/gu) ?? [])];
  for (const feature of features) {
    let hash = 2166136261;
    for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 16777619) >>> 0;
    vector[hash % dimensions]! += hash & 1 ? 1 : -1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function encode(vector: number[], format: string | null | undefined): number[] | string {
  return format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector;
}

/** Answers `POST /v1/embeddings`. The same text gets the same vector; texts that share words get similar ones. */
export function embeddings(body: unknown): object {
  const request = EmbeddingsRequest.parse(body);
  const texts = typeof request.input === 'string' ? [request.input] : request.input;
  const tokens = texts.reduce((total, text) => total + countTokens(text), 0);
  return {
    object: 'list',
    model: request.model,
    data: texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: encode(vectorOf(text, request.dimensions ?? DIMENSIONS), request.encoding_format),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
