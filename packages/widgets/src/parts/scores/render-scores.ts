import type { FeedbackScore } from '@vitrine/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { number } from '../../format/number.ts';
import { icon } from '../../icons/icon.ts';
import { THUMBS } from '../../icons/thumbs.ts';

/** Name of the score of the thumbs. */
const USER_FEEDBACK = 'user_feedback';

/** Number of users who gave thumbs up, and thumbs down. */
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

function scoreValue(score: FeedbackScore, locale: string | undefined): string {
  return score.category_name ?? number(score.value, locale, { maximumFractionDigits: 2 });
}

function renderScore(score: FeedbackScore, locale: string | undefined): TemplateResult {
  if (score.name === USER_FEEDBACK) {
    const { up, down } = thumbCounts(score);
    const title = score.reason ?? 'Feedback of users';
    return html`<span class="score">${renderThumb('up', up, title)}${renderThumb('down', down, title)}</span>`;
  }
  return html`<span class="score" title=${score.reason ?? score.name}
    ><span class="cut muted">${score.name}</span> <span class="number">${scoreValue(score, locale)}</span></span
  >`;
}

/**
 * Renders the scores of a row on one line: thumbs with their counts, one named score, and `+2` for two others, whose
 * values are in the tooltip.
 */
export function renderScores(scores: readonly FeedbackScore[], locale?: string): TemplateResult {
  const thumbs = scores.filter(({ name }) => name === USER_FEEDBACK);
  const [first, ...others] = scores.filter(({ name }) => name !== USER_FEEDBACK);
  const list = others.map((score) => `${score.name} ${scoreValue(score, locale)}`).join(', ');
  return html`<div class="score-line">
    ${thumbs.map((score) => renderScore(score, locale))} ${first === undefined ? nothing : renderScore(first, locale)}
    ${
      others.length === 0
        ? nothing
        : html`<span class="more muted" title=${list}
            ><span aria-hidden="true">+${others.length}</span> <span class="visually-hidden">and ${list}</span></span
          >`
    }
  </div>`;
}
