import { html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Renders an icon of 16 px in the current colour. The icon is hidden from assistive technology and needs a label. */
export function icon(picture: SVGTemplateResult): TemplateResult {
  return html`<svg
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${picture}
  </svg>`;
}
