import type { Body } from '../model-calls/endpoint.ts';

/** Function that is called when a stream breaks off, with its error, and when its reader cancels it, without one. */
export type OnBreak = (failure: { error: unknown } | undefined) => void;

/**
 * Returns a stream of the same parts. `record` gets each part first. A part is read only when the reader asks for
 * it, and cancelling and errors reach the other side unchanged.
 */
export function watchedStream(
  stream: ReadableStream<Body>,
  record: (part: Body) => void,
  onBreak: OnBreak = () => {},
): ReadableStream<Body> {
  const reader = stream.getReader();
  return new ReadableStream<Body>(
    {
      async pull(controller) {
        let result: Awaited<ReturnType<typeof reader.read>>;
        try {
          result = await reader.read();
        } catch (error) {
          onBreak({ error });
          throw error;
        }
        if (result.done) return controller.close();
        record(result.value);
        controller.enqueue(result.value);
      },
      cancel(reason) {
        onBreak(undefined);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
