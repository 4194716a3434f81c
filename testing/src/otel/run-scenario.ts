import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./scenarios/', import.meta.url));

/** An app with one instrumentation each, by the names of their files. */
export const SCENARIOS: readonly string[] = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ''));

/** What came of an app's run. */
export interface Ran {
  code: number | null;
  /** Everything that it logged, on either stream. */
  logged: string;
}

/** Where an app finds its model, and where its spans go. */
export interface Surroundings {
  modelUrl: string;
  /** The OTLP endpoint, without `/v1/traces`. */
  endpoint: string;
  protocol: 'http/protobuf' | 'http/json';
  compression?: 'gzip' | 'none';
  headers?: string;
}

/** Runs one app in a process of its own, to its end. */
export async function runScenario(name: string, surroundings: Surroundings): Promise<Ran> {
  const { modelUrl, endpoint, protocol, compression = 'none', headers = '' } = surroundings;
  const child = spawn(process.execPath, [`${FOLDER}${name}.ts`], {
    env: {
      PATH: process.env['PATH'],
      MODEL_URL: modelUrl,
      // LangSmith takes the endpoint as it is; the others append the path.
      OTEL_EXPORTER_OTLP_ENDPOINT: name === 'langsmith' ? `${endpoint}/v1/traces` : endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_COMPRESSION: compression,
      OTEL_EXPORTER_OTLP_HEADERS: headers,
      ...(name === 'langsmith' && { LANGSMITH_OTEL_ENABLED: 'true', LANGSMITH_TRACING: 'true' }),
      MASTRA_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, logged: `${out}${err}` };
}
