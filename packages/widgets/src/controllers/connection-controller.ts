import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { connectionContext, type Connection } from '../data/connection.ts';
import { ViewClient } from '../data/view-client.ts';

/** An element that needs a server, from its own `server` attribute or from a provider. */
export interface ConnectedElement extends ReactiveControllerHost, HTMLElement {
  server: string | undefined;
}

/**
 * Finds the server of an element: its own `server`, or otherwise the server of the nearest `<vitrine-provider>`, which
 * may be defined after the element. The host updates when the server changes.
 */
export class ConnectionController implements ReactiveController {
  private readonly host: ConnectedElement;
  private readonly consumer: ContextConsumer<typeof connectionContext, ConnectedElement>;
  private own: Connection | undefined;

  constructor(host: ConnectedElement) {
    this.host = host;
    this.consumer = new ContextConsumer(host, { context: connectionContext, subscribe: true });
    host.addController(this);
  }

  /** The connection; undefined without a `server` and a provider. */
  get value(): Connection | undefined {
    const { server } = this.host;
    if (server === undefined || server === null) return this.consumer.value;
    if (this.own === undefined || this.own.client.server !== server.replace(/\/+$/, '')) {
      this.own = { client: new ViewClient(server), locale: this.consumer.value?.locale };
    }
    return this.own;
  }

  get client(): ViewClient | undefined {
    return this.value?.client;
  }

  get locale(): string | undefined {
    return this.value?.locale;
  }

  hostConnected(): void {
    void customElements.whenDefined('vitrine-provider').then(() => {
      if (this.consumer.value === undefined && this.host.isConnected) this.consumer.hostConnected();
    });
  }
}
