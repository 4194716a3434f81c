import { Readable } from 'node:stream';
/** A connection through the client that ClickHouse publishes. */
export function connectWith(client) {
    return {
        send: async ({ query, parameters, settings, values, signal }) => {
            const { stream } = await client.exec({
                query,
                ...(parameters && { query_params: parameters }),
                ...(settings && { clickhouse_settings: settings }),
                ...(values && { values: Readable.from(values, { objectMode: false }) }),
                ...(signal && { abort_signal: signal }),
            });
            return stream;
        },
        close: () => client.close(),
    };
}
//# sourceMappingURL=connection.js.map