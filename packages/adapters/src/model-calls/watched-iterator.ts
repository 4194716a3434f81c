import type { Body, CallRecorder } from './endpoint.ts';
import { abandonedCalls } from './abandoned-calls.ts';

/** Functions that decide which chunks a stream's reader gets, and whether the stream was aborted. */
export interface StreamWatch {
  isRequested?: ((chunk: Body) => boolean) | undefined;
  isAborted?: (() => boolean) | undefined;
}

/**
 * Records what is read from a stream. The reader gets the same items at the same time: no item is read ahead or
 * delayed.
 */
export function watchedIterator(
  iterator: AsyncIterator<Body>,
  call: CallRecorder,
  watch: StreamWatch,
): AsyncIterator<Body> {
  const settle = (step: Promise<IteratorResult<Body>>): Promise<IteratorResult<Body>> =>
    step.then(
      (result) => {
        if (result.done === true) {
          abandonedCalls.unwatch(watched);
          call.streamEnd(watch.isAborted?.() === true ? 'aborted' : undefined);
          return result;
        }
        call.chunk(result.value);
        return watch.isRequested?.(result.value) === false ? settle(call.run(() => iterator.next())) : result;
      },
      (error: unknown) => {
        abandonedCalls.unwatch(watched);
        call.fail(error);
        throw error;
      },
    );
  // The original iterator is the prototype, which keeps its other properties, such as the tag of a generator.
  const watched = Object.create(iterator) as AsyncIterator<Body>;
  Object.assign(watched, {
    next: (...args: [] | [undefined]) => settle(call.run(() => iterator.next(...args))),
    [Symbol.asyncIterator]: () => watched,
  });
  if (iterator.return !== undefined) {
    watched.return = (value) => {
      abandonedCalls.unwatch(watched);
      call.streamEnd('left');
      return iterator.return!(value);
    };
  }
  if (iterator.throw !== undefined) {
    watched.throw = (error) => {
      abandonedCalls.unwatch(watched);
      call.fail(error);
      return iterator.throw!(error);
    };
  }
  abandonedCalls.watch(watched, call);
  return watched;
}
