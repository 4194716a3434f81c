export { type TraceScore, type VitrineExporter, vitrineExporter } from './vitrine-exporter.ts';
