import { defaultClient, type Vitrine } from '@vitrine/core';
import type { BaseCallbackHandler, CallbackHandlerMethods } from '@langchain/core/callbacks/base';
import { isVitrineHandler, type LangChainOptions, vitrineCallbacks } from './vitrine-callbacks.ts';

/** Members of a `CallbackManager` that are used. */
interface Manager {
  handlers: BaseCallbackHandler[];
  copy(additional: BaseCallbackHandler[], inherit: boolean): unknown;
}

/**
 * Members of the class `CallbackManager` that are used. Every run of LangChain gets its handlers from `_configureSync`.
 */
interface ManagerClass {
  _configureSync: (inheritable?: never, ...rest: never[]) => unknown;
  fromHandlers(handlers: CallbackHandlerMethods): Manager;
}

type Handlers = (BaseCallbackHandler | CallbackHandlerMethods)[] | Manager | undefined;

/** Adds a handler to the handlers of a run, unless they include a Vitrine handler (nested runs inherit it). */
function withHandler(handlers: Handlers, local: Handlers, handler: BaseCallbackHandler): unknown {
  for (const each of [handlers, local]) {
    if ((Array.isArray(each) ? each : (each?.handlers ?? [])).some(isVitrineHandler)) return handlers;
  }
  if (handlers === undefined || handlers === null) return [handler];
  return Array.isArray(handlers) ? [...handlers, handler] : handlers.copy([handler], true);
}

/**
 * Records every call of LangChain and LangGraph in this process, without callbacks at the calls. A call with a Vitrine
 * handler is recorded by that handler only.
 *
 * @param callbackManager the class `CallbackManager` from the copy of `@langchain/core` that the app uses
 * @param client Vitrine client; the default client if left out
 * @returns a function that stops the recording
 * @example
 * import { CallbackManager } from '@langchain/core/callbacks/manager';
 * captureLangChain(CallbackManager, new Vitrine({ projectName: 'support' }));
 * await agent.invoke({ messages }); // recorded
 */
export function captureLangChain(
  callbackManager: ManagerClass,
  client: Vitrine = defaultClient(),
  options: LangChainOptions = {},
): () => void {
  const [handler] = callbackManager.fromHandlers(vitrineCallbacks(client, options)).handlers;
  const configure = callbackManager._configureSync as (this: unknown, ...args: unknown[]) => unknown;
  let isOn = handler !== undefined;
  function configureCaptured(this: unknown, inheritable: Handlers, local: Handlers, ...rest: unknown[]): unknown {
    let handlers: unknown = inheritable;
    if (isOn && handler !== undefined) {
      try {
        handlers = withHandler(inheritable, local, handler);
      } catch (error) {
        client.warn('No handler could be added to a LangChain run', error);
      }
    }
    return configure.call(this, handlers, local, ...rest);
  }
  callbackManager._configureSync = configureCaptured;
  return () => {
    isOn = false;
    if (callbackManager._configureSync === (configureCaptured as ManagerClass['_configureSync'])) {
      callbackManager._configureSync = configure;
    }
  };
}
