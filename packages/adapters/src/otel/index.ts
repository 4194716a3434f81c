export type { OtelOptions } from './otel-options.ts';
export type { ReadableSpan } from './readable-span.ts';
export { type VitrineSpanExporter, vitrineSpanExporter } from './vitrine-span-exporter.ts';
export { type VitrineSpanProcessor, vitrineSpanProcessor } from './vitrine-span-processor.ts';
