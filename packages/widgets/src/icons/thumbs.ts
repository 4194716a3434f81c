import { svg } from 'lit';

/** Thumbs up and thumbs down, in a module of their own, because `<vitrine-feedback>` needs no other icon. */
export const THUMBS = {
  up: svg`<path d="M5 7.5v6H2.5v-6zM5 7.5l2.7-5.2c1 0 1.8.8 1.8 1.8v2.4h3.1a1.3 1.3 0 0 1 1.3 1.5l-.7 4.3a1.4 1.4 0 0 1-1.4 1.2H5"/>`,
  down: svg`<path d="M11 8.5v-6h2.5v6zM11 8.5l-2.7 5.2c-1 0-1.8-.8-1.8-1.8V9.5H3.4A1.3 1.3 0 0 1 2.1 8l.7-4.3a1.4 1.4 0 0 1 1.4-1.2H11"/>`,
};
