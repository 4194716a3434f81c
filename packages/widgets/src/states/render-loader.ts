import type { TemplateResult } from 'lit';
import type { Loader } from '../controllers/loader.ts';
import { renderError } from './render-error.ts';
import { renderWaiting } from './render-waiting.ts';

/** How an element shows what its {@link Loader} has. */
export interface LoaderView<T> {
  /** Number of placeholder lines while nothing has been loaded. */
  lines: number;
  /** Heading of a 404, such as `There is no such trace`. */
  notFound: string;
  /**
   * Whether an error replaces the value of an earlier load. By default the value stays: a refresh that fails is tried
   * again later.
   */
  errorReplacesValue?: boolean;
  render(value: T): TemplateResult;
  /** Returns the message of a value without content, or undefined if there is content. */
  renderEmpty?(value: T): TemplateResult | undefined;
}

/** Renders the state of a loader: its value, an empty value, an error that offers another try, or placeholders. */
export function renderLoader<T>(
  loader: Pick<Loader<T>, 'value' | 'error' | 'refresh'>,
  view: LoaderView<T>,
): TemplateResult {
  const { value, error } = loader;
  if (error !== undefined && (value === undefined || view.errorReplacesValue === true)) {
    return renderError(error, view.notFound, () => loader.refresh());
  }
  if (value === undefined) return renderWaiting(view.lines);
  return view.renderEmpty?.(value) ?? view.render(value);
}
