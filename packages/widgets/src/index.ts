/**
 * Vitrine's custom elements. Importing this module defines them all; each also stands alone, as
 * `@vitrine/widgets/vitrine-feedback`.
 */
export type { TokenProvider } from './data/token-source.ts';
export { ViewClient, type ThreadQuery, type TracesQuery } from './data/view-client.ts';
export { ViewError } from './data/view-error.ts';
export { VitrineFeedback, type FeedbackDetail } from './elements/vitrine-feedback/vitrine-feedback.ts';
export { VitrineProvider } from './elements/vitrine-provider/vitrine-provider.ts';
export { VitrineThread } from './elements/vitrine-thread/vitrine-thread.ts';
export { VitrineTrace, type OpenThreadDetail, type SelectSpanDetail } from './elements/vitrine-trace/vitrine-trace.ts';
export { VitrineTraces, type OpenTraceDetail } from './elements/vitrine-traces/vitrine-traces.ts';
export { cost } from './format/cost.ts';
export { number } from './format/number.ts';
export { quantityText } from './format/quantity.ts';
export { relativeTime } from './format/time.ts';
