export type { AiSdkOptions } from './call-source.ts';
export { captureAiSdk } from './capture-ai-sdk.ts';
export type { ThreadIdOption } from './thread-of-call.ts';
export { vitrineTelemetry } from './vitrine-telemetry.ts';
export { vitrineTracer } from './vitrine-tracer.ts';
