import { html, nothing, type TemplateResult } from 'lit';
import { ViewError } from '../data/view-error.ts';
import { ICONS } from '../icons/icons.ts';
import { icon } from '../icons/icon.ts';

/** Headings by status. The heading of a 404 comes from the element, which knows what it requested. */
const TITLES: Record<number, string> = {
  0: 'The server cannot be reached',
  401: 'You are not signed in',
  403: 'You may not see this',
  429: 'The server is busy',
  503: 'The server is starting',
};

/** Statuses of requests that would fail again. */
const FINAL = new Set([400, 403, 404]);

/**
 * Renders an error of loading: what failed, in the words of the server, and a button to try again.
 *
 * @param notFound heading of a 404, such as `There is no such trace`
 */
export function renderError(error: Error, notFound: string, retry: () => void): TemplateResult {
  const status = error instanceof ViewError ? error.status : -1;
  const title = status === 404 ? notFound : (TITLES[status] ?? 'This could not be loaded');
  return html`<div class="state" role="alert" part="error">
    <span class="state-icon">${icon(ICONS.error)}</span>
    <strong>${title}</strong>
    <span class="muted">${error.message}</span>
    ${FINAL.has(status) ? nothing : html`<button class="button" @click=${retry}>Try again</button>`}
  </div>`;
}
