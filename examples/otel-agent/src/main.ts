import { startModelServer } from '@testing/model-server';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { vitrineSpanProcessor } from '@vitrine/adapters/otel';
import { Vitrine } from '@vitrine/core';
import OpenAI from 'openai';
import { answer } from './answer.ts';

const question = process.argv.slice(2).join(' ') || 'What is 7 times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';

// Without an API key, the model is a local server with OpenAI's protocol.
const apiKey = process.env['OPENAI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const client = new Vitrine({ url, projectName: 'otel-agent' });

// The only line for Vitrine, in an existing OpenTelemetry setup.
const provider = new BasicTracerProvider({ spanProcessors: [vitrineSpanProcessor(client)] });

const openai = new OpenAI({ apiKey: apiKey ?? 'none', baseURL: local?.url });
console.log(await answer(question, openai, provider.getTracer('otel-agent')));

await provider.shutdown();
const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
await local?.close();
