/** Names are shown up to so many characters. */
const MAX_NAME = 200;
/** Counts the tokens of spans that no table knows, and warns of each attribute once: else they would be zero in silence. */
export function tellUnknownUsage({ accounting, log }, spans) {
    for (const { otel, mapped } of spans) {
        for (const name of mapped.unknown_usage ?? []) {
            const attribute = name.slice(0, MAX_NAME);
            if (!accounting.unknownUsage(attribute))
                continue;
            log.warn({ attribute, instrumentation: otel.scope?.name }, 'vitrine: an OpenTelemetry attribute looks like a token count and is not known; its tokens are not counted');
        }
    }
}
//# sourceMappingURL=tell-unknown-usage.js.map