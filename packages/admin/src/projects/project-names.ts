import { ViewClient } from '@vitrine/widgets';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { MOUNT } from '../router/router.ts';

/** The names of projects by their id, for the header of a page that has only the id in its URL. */
export class ProjectNames implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly names = new Map<string, string>();
  private readonly asked = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.asked.clear();
  }

  /** Undefined as long as the name is not known. */
  get(id: string): string | undefined {
    return this.names.get(id);
  }

  /** Reads the names if this one is not known. A failure leaves it unknown: the widget below says what is wrong. */
  want(id: string): void {
    if (this.names.has(id) || this.asked.has(id)) return;
    this.asked.add(id);
    new ViewClient(MOUNT).projects().then(
      ({ projects }) => {
        for (const project of projects) this.names.set(project.id, project.name);
        this.host.requestUpdate();
      },
      () => undefined,
    );
  }
}
