import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/**
 * Starts OpenTelemetry as an app does: a global provider that exports spans in batches over OTLP. The standard
 * variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `_PROTOCOL`, `_HEADERS`, `_COMPRESSION`) configure the export. Warnings go
 * to stderr.
 *
 * @param http whether calls of `fetch` are recorded as spans
 */
export function startTelemetry({ http = false } = {}): NodeTracerProvider {
  diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
  const exporter =
    process.env['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'weather', 'deployment.environment.name': 'testing' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  if (http) {
    new UndiciInstrumentation({ ignoreRequestHook: ({ path }) => path.endsWith('/v1/traces') }).setTracerProvider(
      provider,
    );
  }
  return provider;
}
