import { defaultClient, type Vitrine } from '@vitrine/core';
import type { BaseCallbackHandler, CallbackHandlerMethods } from '@langchain/core/callbacks/base';
import { isVitrineHandler, type LangChainOptions, vitrineCallbacks } from './vitrine-callbacks.ts';

/** What is needed of a `CallbackManager`. */
interface Manager {
  handlers: BaseCallbackHandler[];
  copy(additional: BaseCallbackHandler[], inherit: boolean): unknown;
}

/** What is needed of the class `CallbackManager`: every run of LangChain asks it for the handlers of the run. */
interface ManagerClass {
  _configureSync: (inheritable?: never, ...rest: never[]) => unknown;
  fromHandlers(handlers: CallbackHandlerMethods): Manager;
}

type Handlers = (BaseCallbackHandler | CallbackHandlerMethods)[] | Manager | undefined;

/** The handlers of a run, and ours; a run that has one of Vitrine's already (as those inside it have) stays as it is. */
function withHandler(handlers: Handlers, local: Handlers, handler: BaseCallbackHandler): unknown {
  for (const each of [handlers, local]) {
    if ((Array.isArray(each) ? each : (each?.handlers ?? [])).some(isVitrineHandler)) return handlers;
  }
  if (handlers === undefined || handlers === null) return [handler];
  return Array.isArray(handlers) ? [...handlers, handler] : handlers.copy([handler], true);
}

/**
 * Records every call of LangChain and LangGraph in this process, without callbacks at the calls. Calls that have a handler
 * of Vitrine's are left to that one.
 *
 * @param callbackManager the class, from the copy of `@langchain/core` that the app uses
 * @param client the default client where absent
 * @returns how to stop
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
        client.warn('LangChain’s handlers could not be added to', error);
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
