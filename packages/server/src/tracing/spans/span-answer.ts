import { SPAN_COLUMNS } from '../../storage/tables/rows.ts';
import { rowAnswer } from '../entity-routes/row-answer.ts';

/** A span in a response. */
export const SpanAnswer = rowAnswer(SPAN_COLUMNS);
