import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runApp, type Ran } from '../run-app.ts';

const FOLDER = fileURLToPath(new URL('./scenarios/', import.meta.url));

/** File names of the scenarios. Each is an app with one instrumentation. */
export const SCENARIOS: readonly string[] = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ''));

/** Endpoints of an app: its model, and the destination of its spans. */
export interface Surroundings {
  modelUrl: string;
  /** The OTLP endpoint, without `/v1/traces`. */
  endpoint: string;
  protocol: 'http/protobuf' | 'http/json';
  compression?: 'gzip' | 'none';
  headers?: string;
}

/** Runs one app in its own process, until it exits. */
export async function runScenario(name: string, surroundings: Surroundings): Promise<Ran> {
  const { modelUrl, endpoint, protocol, compression = 'none', headers = '' } = surroundings;
  return runApp(`${FOLDER}${name}.ts`, {
    MODEL_URL: modelUrl,
    // LangSmith uses the endpoint unchanged; the others append the path.
    OTEL_EXPORTER_OTLP_ENDPOINT: name === 'langsmith' ? `${endpoint}/v1/traces` : endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_COMPRESSION: compression,
    OTEL_EXPORTER_OTLP_HEADERS: headers,
    ...(name === 'langsmith' && { LANGSMITH_OTEL_ENABLED: 'true', LANGSMITH_TRACING: 'true' }),
    MASTRA_TELEMETRY_DISABLED: '1',
  });
}
