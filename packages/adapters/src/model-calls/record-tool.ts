import type { Vitrine } from '@vitrine/core';

type Run = (...args: unknown[]) => unknown;

/** Wraps a tool's function. Each call is a span in the current one; without a current one it is not recorded. */
export function recordTool(client: Vitrine, name: string, run: Run): Run {
  return (...args) => {
    const span = client.currentHandle()?.span({ name, kind: 'tool', input: args[0] });
    if (span === undefined) return run(...args);
    const fail = (error: unknown): never => {
      span.end({ errorInfo: error });
      throw error;
    };
    const succeed = (output: unknown): unknown => {
      span.end({ output });
      return output;
    };
    let result: unknown;
    try {
      result = client.runWith(span, () => run(...args));
    } catch (error) {
      return fail(error);
    }
    return result instanceof Promise ? result.then(succeed, fail) : succeed(result);
  };
}
