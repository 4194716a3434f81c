import type { FeedbackTarget } from '@vitrine/core/model';

/** The detail of {@link VitrineFeedbackEvent}. */
export interface FeedbackDetail {
  /** 1 for thumbs up, 0 for thumbs down, null if the score was deleted. */
  value: number | null;
  reason: string | null;
  target: FeedbackTarget;
}

/** `vitrine-feedback`: the user's own score was saved or deleted. */
export class VitrineFeedbackEvent extends CustomEvent<FeedbackDetail> {
  constructor(detail: FeedbackDetail) {
    super('vitrine-feedback', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-feedback': VitrineFeedbackEvent;
  }
}
