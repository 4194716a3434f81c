import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { routeOf, type Route } from './routes.ts';

/** Mount path with a slash at its end, from the base element of the page. */
export const MOUNT = new URL('.', document.baseURI).pathname;

function current(): Route {
  return routeOf(location.pathname.startsWith(MOUNT) ? location.pathname.slice(MOUNT.length) : '');
}

/** Follows the URL of the page. Links below the mount path change it without a reload; back and forward work. */
export class Router implements ReactiveController {
  route: Route = current();

  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('click', this.onClick);
    addEventListener('popstate', this.follow);
  }

  hostDisconnected(): void {
    document.removeEventListener('click', this.onClick);
    removeEventListener('popstate', this.follow);
  }

  private readonly follow = (): void => {
    this.route = current();
    this.host.requestUpdate();
  };

  private readonly onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (link === undefined || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || !link.pathname.startsWith(MOUNT)) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, '', link.href);
    scrollTo(0, 0);
    this.follow();
  };
}
