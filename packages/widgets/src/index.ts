/**
 * Vitrine's custom elements. Importing this module defines them all. Each can also be imported alone, as in
 * `@vitrine/widgets/vitrine-feedback`.
 */
export type { TokenProvider } from './data/token-source.ts';
export { ViewClient, type ThreadQuery, type TracesQuery } from './data/view-client.ts';
export { ViewError } from './data/view-error.ts';
export { VitrineFeedback } from './elements/vitrine-feedback/vitrine-feedback.ts';
export { VitrineProvider } from './elements/vitrine-provider/vitrine-provider.ts';
export { VitrineThread } from './elements/vitrine-thread/vitrine-thread.ts';
export { VitrineTrace } from './elements/vitrine-trace/vitrine-trace.ts';
export { VitrineTraces } from './elements/vitrine-traces/vitrine-traces.ts';
export { VitrineFeedbackEvent, type FeedbackDetail } from './events/feedback-event.ts';
export { VitrineLoadEvent, type LoadDetail } from './events/load-event.ts';
export { VitrineOpenThreadEvent, type OpenThreadDetail } from './events/open-thread-event.ts';
export { VitrineOpenTraceEvent, type OpenTraceDetail } from './events/open-trace-event.ts';
export { VitrineSelectSpanEvent, type SelectSpanDetail } from './events/select-span-event.ts';
