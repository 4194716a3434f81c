export { type OpenAIAgentsOptions, vitrineTracingProcessor } from './vitrine-tracing-processor.ts';
