import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';

/** Names that Express looks up on a request or a response. A host's own property of such a name would hide ours. */
const REQUEST_NAMES = ['app', ...Object.getOwnPropertyNames(express.request)];
const RESPONSE_NAMES = ['app', 'headersSent', 'locals', ...Object.getOwnPropertyNames(express.response)];
/** Methods that middleware replaces, for example to set a cookie before the headers are sent. */
const REPLACED_METHODS = ['end', 'write', 'writeHead'] as const;

const REQUEST_STATE = [...REQUEST_NAMES, 'baseUrl', 'next', 'originalUrl', 'params', 'res', 'route', 'url'];
const RESPONSE_STATE = [...RESPONSE_NAMES, 'req'];
const ANSWER_STATE = [...REPLACED_METHODS, 'on', 'statusCode', 'statusMessage'];

/**
 * Prototypes and properties of a request and its response as the host knows them. Express replaces them while it handles
 * the request. The host may have other settings, another version of Express, or another framework.
 */
export class HostState {
  static readonly #ofRequests = new WeakMap<IncomingMessage, HostState>();

  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #restore: () => void;
  readonly #restoreAnswer: () => void;

  private constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.#restore = this.#remember();
    const restoreProperties = remember(response, ANSWER_STATE);
    // The type is only known of requests.
    const names = (response as ServerResponse & Pick<ClientRequest, 'getRawHeaderNames'>).getRawHeaderNames();
    const headers = names.map((name) => [name, response.getHeader(name)] as const);
    this.#restoreAnswer = () => {
      restoreProperties();
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      for (const [name, value] of headers) if (value !== undefined) response.setHeader(name, value);
    };
  }

  /** Keeps the state of a request, and hides the host's properties that would act in our answer. */
  static keep(request: IncomingMessage, response: ServerResponse): HostState {
    const state = new HostState(request, response);
    HostState.#ofRequests.set(request, state);
    for (const name of REQUEST_NAMES) Reflect.deleteProperty(request, name);
    for (const name of RESPONSE_NAMES) Reflect.deleteProperty(response, name);
    for (const name of REPLACED_METHODS) state.#callAsHost(name);
    return state;
  }

  /** Calls a function of the host, which finds the request as the host knows it until the promise settles. */
  static async during<T>(request: IncomingMessage, call: () => Promise<T>): Promise<T> {
    const state = HostState.#ofRequests.get(request);
    if (!state) return call();
    const restoreOurs = state.#remember();
    state.#restore();
    try {
      return await call();
    } finally {
      restoreOurs();
    }
  }

  /** Restores what the host finds on the request and the response, such as for its log. */
  restore(): void {
    this.#restore();
  }

  /** Restores the headers and the status too, so that the host can answer instead. */
  restoreUnanswered(): void {
    this.#restore();
    if (!this.#response.headersSent) this.#restoreAnswer();
  }

  /** Lets a method that the host has replaced find the host's state. */
  #callAsHost(name: (typeof REPLACED_METHODS)[number]): void {
    const response = this.#response;
    if (!Object.hasOwn(response, name)) return;
    const method = response[name] as (...values: unknown[]) => unknown;
    const asHost = (...values: unknown[]): unknown => {
      const restoreOurs = this.#remember();
      this.#restore();
      try {
        return method.apply(response, values);
      } finally {
        restoreOurs();
      }
    };
    Object.assign(response, { [name]: asHost });
  }

  /** Returns a function that restores the present state. */
  #remember(): () => void {
    const restoreRequest = remember(this.#request, REQUEST_STATE);
    const restoreResponse = remember(this.#response, RESPONSE_STATE);
    return () => {
      restoreRequest();
      restoreResponse();
    };
  }
}

/** Returns a function that gives an object the prototype, and the own properties of these names, that it has now. */
function remember(target: object, names: readonly string[]): () => void {
  const prototype = Object.getPrototypeOf(target) as object;
  const own = names.map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
  return () => {
    Object.setPrototypeOf(target, prototype);
    for (const [name, property] of own) {
      if (property) Reflect.defineProperty(target, name, property);
      else Reflect.deleteProperty(target, name);
    }
  };
}
