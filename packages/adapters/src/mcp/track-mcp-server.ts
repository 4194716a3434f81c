import { defaultClient, type SpanOptions, type Vitrine } from '@vitrine/core';
import { OPERATIONS, type Operation, type Params } from './operations.ts';
import { RecordedRequest } from './recorded-request.ts';

/** Options for recording the requests to an MCP server. */
export interface McpServerOptions {
  /**
   * Whether requests become part of the trace that their `_meta` names (`traceparent`). True if left out. Turn it off
   * if untrusted clients can call the server, because this field lets a client write to that trace.
   */
  continueTraces?: boolean | undefined;
}

interface Extra {
  signal?: AbortSignal;
  sessionId?: string;
}

type Handler = (request: { method: string; params?: Params }, extra: Extra) => Promise<unknown>;

/** Members of a `Server` (`Protocol` of `@modelcontextprotocol/sdk`) that are used. */
interface Server {
  setRequestHandler(...args: unknown[]): unknown;
  _requestHandlers: Map<string, Handler>;
}

/** Tracked servers. Tracking one again has no effect. */
const tracked = new WeakSet<object>();

function spanOf(operation: Operation, params: Params, extra: Extra | undefined, isContinued: boolean): SpanOptions {
  const span = operation.start(params);
  return {
    ...span,
    // A client that records too has the span of the call. This span is then the server's part of the call.
    kind: isContinued ? 'step' : span.kind,
    metadata: { mcp: operation.method, sessionId: extra?.sessionId },
  };
}

function recording(operation: Operation, handler: Handler, client: Vitrine, continueTraces: boolean): Handler {
  const record: Handler = (request, extra) => {
    const params = request.params ?? {};
    let recorded: RecordedRequest;
    try {
      recorded = new RecordedRequest(client, spanOf(operation, params, extra, client.currentHandle() !== undefined));
    } catch (error) {
      client.warn('An MCP request could not be recorded', error);
      return handler(request, extra);
    }
    const aborted = (): void =>
      recorded.end({ errorInfo: extra.signal?.reason ?? new Error('The client aborted the request.') });
    extra?.signal?.addEventListener('abort', aborted, { once: true });
    const answer = client.runWith(recorded.span, () => handler(request, extra));
    answer.then(
      (result) => recorded.end(operation.result(result)),
      (error: unknown) => recorded.end({ errorInfo: error }),
    );
    return answer;
  };
  return (request, extra) => {
    const meta = request.params?._meta;
    if (!continueTraces || typeof meta !== 'object' || meta === null) return record(request, extra);
    const { traceparent, tracestate } = meta;
    const headers = { traceparent: textOf(traceparent), tracestate: textOf(tracestate) };
    return client.runWithHeaders(headers, () => record(request, extra));
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * Records the requests to an MCP server: tool calls, reads of resources, and prompts. What a handler's code records
 * nests in its request. Handlers may be registered before or after this call.
 *
 * @param server an `McpServer` or a `Server` of `@modelcontextprotocol/sdk`
 * @param client Vitrine client; the default client if left out
 * @returns the same server
 * @example
 * const server = trackMcpServer(new McpServer({ name: 'orders', version: '1.0.0' }), client);
 * server.registerTool('find_order', { inputSchema: { id: z.string() } }, findOrder);
 */
export function trackMcpServer<S extends object>(
  server: S,
  client: Vitrine = defaultClient(),
  options: McpServerOptions = {},
): S {
  const inner = ('server' in server ? server.server : server) as Partial<Server>;
  const { setRequestHandler, _requestHandlers: handlers } = inner;
  if (tracked.has(inner)) return server;
  if (typeof setRequestHandler !== 'function' || !(handlers instanceof Map)) {
    client.warn(
      'trackMcpServer',
      'the object is not an McpServer or Server of @modelcontextprotocol/sdk, so nothing is recorded',
    );
    return server;
  }
  tracked.add(inner);
  const ours = new WeakSet<Handler>();
  const wrap = (): void => {
    for (const operation of OPERATIONS) {
      const handler = handlers.get(operation.method);
      if (handler === undefined || ours.has(handler)) continue;
      const recorded = recording(operation, handler, client, options.continueTraces !== false);
      ours.add(recorded);
      handlers.set(operation.method, recorded);
    }
  };
  inner.setRequestHandler = function setAndWrap(this: Server, ...args: unknown[]): unknown {
    const set = setRequestHandler.apply(this, args);
    wrap();
    return set;
  };
  wrap();
  return server;
}
