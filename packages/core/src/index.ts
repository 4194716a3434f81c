export type * from './model/index.ts';
export { newId } from './model/ids.ts';
export { parseExactJson } from './model/parse-exact-json.ts';
export { canonicalProvider } from './model/provider-names.ts';
export { threadIdOf } from './model/thread-keys.ts';
export type { Tally } from './sdk/delivery/delivery-counts.ts';
export { activeContext, type ContextSource, type Frame } from './sdk/context/active-context.ts';
export type { AnonymizedField, Anonymizer } from './sdk/anonymizer/anonymizer.ts';
export { type AnonymizerOptions, type AnonymizerRules, createAnonymizer } from './sdk/anonymizer/create-anonymizer.ts';
export {
  addAnonymizer,
  clearAnonymizers,
  getAnonymizers,
  hasAnonymizers,
} from './sdk/anonymizer/process-anonymizers.ts';
export { anonymizerPresets } from './sdk/anonymizer/presets.ts';
export type { AnonymizerRule, FieldRule, RegexRule, TextRule } from './sdk/anonymizer/rules.ts';
export type { Attachment } from './sdk/options/attachment.ts';
export type { CallOptions } from './sdk/context/call-options.ts';
export { nowMs } from './sdk/serialize/microseconds.ts';
export {
  currentSpan,
  currentTrace,
  distributedHeaders,
  updateCurrentSpan,
  updateCurrentTrace,
} from './sdk/global/current.ts';
export { defaultClient } from './sdk/global/default-client.ts';
export type { HeadersLike } from './sdk/context/distributed-context.ts';
export { errorInfoOf } from './sdk/serialize/error-info-of.ts';
export { expressContext, fetchWithContext, withContext } from './sdk/global/http-context.ts';
export { HttpTransport, type HttpTransportOptions } from './sdk/transport/http-transport.ts';
export type { Logger, LogLevel } from './sdk/log/log.ts';
export { MemoryTransport } from './sdk/transport/memory-transport.ts';
export type { ClientStats, FlushReport } from './sdk/delivery/outbox.ts';
export type { PromptReference } from './sdk/options/prompt-reference.ts';
export type * from './sdk/resources/records.ts';
export { usageFromLedger } from './sdk/recording/encode-record.ts';
export type { Recording } from './sdk/recording/recording.ts';
export type { AttachmentQuery, Attachments } from './sdk/resources/attachments.ts';
export type { Environments } from './sdk/resources/environments.ts';
export type { Projects } from './sdk/resources/projects.ts';
export type { Scores } from './sdk/resources/scores.ts';
export type { SearchOptions, SpanSearchOptions } from './sdk/resources/search-options.ts';
export type { Spans } from './sdk/resources/spans.ts';
export type { Threads } from './sdk/resources/threads.ts';
export type { Traces } from './sdk/resources/traces.ts';
export type { ScoreOptions } from './sdk/options/score-options.ts';
export { readSettings, type ReadSettings, type Settings, type SettingSource } from './sdk/settings/settings.ts';
export type { SpanHandle } from './sdk/recording/span-handle.ts';
export type {
  DetachedSpanOptions,
  SpanOptions,
  SpanUpdateOptions,
  StoredSpanUpdate,
} from './sdk/options/span-options.ts';
export type { TraceHandle } from './sdk/recording/trace-handle.ts';
export type { Details, StoredTraceUpdate, TraceOptions, TraceUpdateOptions } from './sdk/options/trace-options.ts';
export { flushAll } from './sdk/global/flush-all.ts';
export { attachToParent, type AttributeSpan } from './sdk/global/attach-to-parent.ts';
export { traced } from './sdk/global/traced.ts';
export type { Traced, TracedOptions } from './sdk/tracking/traced-scope.ts';
export { track } from './sdk/global/track.ts';
export type { Track, TrackDecorator, Tracked, TrackOptions } from './sdk/tracking/track-options.ts';
export { type Transport, TransportError, type TransportRequest } from './sdk/transport/transport.ts';
export type { Upload } from './sdk/transport/upload.ts';
export { type FlushOptions, Vitrine } from './sdk/client/vitrine.ts';
export type { VitrineOptions } from './sdk/settings/vitrine-options.ts';
export type { ContextStorage } from './platform/context-storage.ts';
