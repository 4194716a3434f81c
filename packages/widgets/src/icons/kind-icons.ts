import type { SpanKind } from '@vitrine/core/model';
import { svg, type SVGTemplateResult } from 'lit';

/** Kind of a row of the tree: the kind of a span, or the whole trace. */
export type RowKind = SpanKind | 'trace';

/** Label, icon and colour of a kind. */
export interface KindLook {
  label: string;
  icon: SVGTemplateResult;
  /** Name of its colour token. */
  family: 'llm' | 'tool' | 'retrieval' | 'guardrail' | 'general';
}

/** Labels, icons and colours of all kinds. Icons are drawn on a grid of 16 px, in the current colour. */
export const KINDS: Record<RowKind, KindLook> = {
  trace: { label: 'Trace', family: 'general', icon: svg`<path d="M2.5 4h8M5 8h8.5M7 12h5"/>` },
  agent: {
    label: 'Agent',
    family: 'general',
    icon: svg`<rect x="3" y="5.5" width="10" height="7.5" rx="2"/><path d="M8 5.5V3M6 9v.6M10 9v.6M1.5 8.5v2M14.5 8.5v2"/>`,
  },
  step: { label: 'Step', family: 'general', icon: svg`<path d="M3 3.5v6a2 2 0 0 0 2 2h7.5M9.5 8.5l3 3-3 3"/>` },
  chain: {
    label: 'Chain',
    family: 'general',
    icon: svg`<path d="M6.5 9.5l3-3M7.2 4.8l1.3-1.3a2.7 2.7 0 0 1 3.9 3.9l-1.3 1.3M8.8 11.2l-1.3 1.3a2.7 2.7 0 0 1-3.9-3.9l1.3-1.3"/>`,
  },
  llm: {
    label: 'Model call',
    family: 'llm',
    icon: svg`<path d="M8 2l1.5 4.5L14 8l-4.5 1.5L8 14l-1.5-4.5L2 8l4.5-1.5z"/>`,
  },
  embedding: {
    label: 'Embedding',
    family: 'llm',
    icon: svg`<path d="M4 4h.01M8 3h.01M12 5h.01M3 8h.01M7.5 7.5h.01M12 9.5h.01M5 12h.01M9 12.5h.01" stroke-width="2.4"/>`,
  },
  rerank: {
    label: 'Rerank',
    family: 'retrieval',
    icon: svg`<path d="M4 3v10M2 5l2-2 2 2M8.5 4H14M8.5 8h4M8.5 12h2"/>`,
  },
  retrieval: {
    label: 'Retrieval',
    family: 'retrieval',
    icon: svg`<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3"/>`,
  },
  tool: {
    label: 'Tool',
    family: 'tool',
    icon: svg`<path d="M13.2 4.6l-2.4 2.4-1.8-1.8 2.4-2.4a3.7 3.7 0 0 0-4.6 4.9l-4 4a1.3 1.3 0 0 0 1.8 1.8l4-4a3.7 3.7 0 0 0 4.6-4.9z"/>`,
  },
  guardrail: {
    label: 'Guardrail',
    family: 'guardrail',
    icon: svg`<path d="M8 2l5 1.8v4c0 3-2.1 5.1-5 6.2-2.9-1.1-5-3.2-5-6.2v-4z"/>`,
  },
  http: {
    label: 'HTTP',
    family: 'general',
    icon: svg`<circle cx="8" cy="8" r="5.6"/><path d="M2.4 8h11.2M8 2.4c2.2 2.6 2.2 8.6 0 11.2M8 2.4c-2.2 2.6-2.2 8.6 0 11.2"/>`,
  },
  database: {
    label: 'Database',
    family: 'retrieval',
    icon: svg`<ellipse cx="8" cy="4" rx="5" ry="2"/><path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>`,
  },
  infrastructure: {
    label: 'Infrastructure',
    family: 'general',
    icon: svg`<rect x="2.5" y="3" width="11" height="4" rx="1"/><rect x="2.5" y="9" width="11" height="4" rx="1"/><path d="M5 5h.01M5 11h.01"/>`,
  },
  general: { label: 'Span', family: 'general', icon: svg`<circle cx="8" cy="8" r="3.2"/>` },
};
