import type { FeedbackScore } from '@vitrine/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { number } from '../../format/number.ts';
import { icon } from '../../icons/icon.ts';
import { THUMBS } from '../../icons/thumbs.ts';

/** The name under which thumbs are written. */
const USER_FEEDBACK = 'user_feedback';

/** How many people gave a thumb up and down. */
function thumbCounts(score: FeedbackScore): { up: number; down: number } {
  const values = Object.values(score.value_by_author ?? {}).map((author) => author.value);
  const all = values.length > 0 ? values : [score.value];
  const up = all.filter((value) => value >= 0.5).length;
  return { up, down: all.length - up };
}

function renderThumb(thumb: 'up' | 'down', count: number, title: string): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<span class="thumb ${thumb}" title=${title}
    >${icon(THUMBS[thumb])}<span class="visually-hidden">thumb ${thumb}</span
    ><span class="number">${count > 1 ? count : nothing}</span></span
  >`;
}

/** A score in a line: thumbs with their counts for what people said, else `name 0.83`. */
export function renderScore(score: FeedbackScore, locale?: string): TemplateResult {
  if (score.name === USER_FEEDBACK) {
    const { up, down } = thumbCounts(score);
    const title = score.reason ?? 'What people said';
    return html`<span class="score">${renderThumb('up', up, title)}${renderThumb('down', down, title)}</span>`;
  }
  return html`<span class="score" title=${score.reason ?? ''}
    ><span class="muted">${score.name}</span>&nbsp;<span class="number"
      >${score.category_name ?? number(score.value, locale, { maximumFractionDigits: 2 })}</span
    ></span
  >`;
}
