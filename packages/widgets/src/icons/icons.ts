import { svg } from 'lit';

/** Icons of buttons and states, drawn on a grid of 16 px. */
export const ICONS = {
  check: svg`<path d="M3.5 8.5l3 3 6-7"/>`,
  error: svg`<path d="M8 2.2l6.2 11H1.8z"/><path d="M8 6.5v3M8 11.3v.01"/>`,
  running: svg`<circle cx="8" cy="8" r="5.5" stroke-dasharray="3 2.2"/>`,
  chevron: svg`<path d="M6 4.5L9.5 8 6 11.5"/>`,
  older: svg`<path d="M6 3.5L10.5 8 6 12.5"/>`,
  newer: svg`<path d="M10 3.5L5.5 8l4.5 4.5"/>`,
  search: svg`<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3"/>`,
  refresh: svg`<path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5h-.2A.8.8 0 0 1 2.5 9.7V3.3a.8.8 0 0 1 .8-.8h6.4a.8.8 0 0 1 .8.8v.2"/>`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  back: svg`<path d="M7 3.5L2.5 8 7 12.5M3 8h10.5"/>`,
  keyboard: svg`<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4.5 7h.01M7 7h.01M9.5 7h.01M11.7 7h.01M5.5 10h5"/>`,
  thread: svg`<path d="M3.5 3h9A1.5 1.5 0 0 1 14 4.5v5a1.5 1.5 0 0 1-1.5 1.5H7.5L4.5 13.5V11h-1A1.5 1.5 0 0 1 2 9.5v-5A1.5 1.5 0 0 1 3.5 3z"/>`,
  folder: svg`<path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h2.7l1.5 1.8h4.8A1.5 1.5 0 0 1 14 6.3v5.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5z"/>`,
};
