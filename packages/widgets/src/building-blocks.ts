/**
 * Building blocks of the elements, for pages that add elements of their own: loading, states, styles, icons and
 * formats. This API is less stable than the API of the elements.
 *
 * @example
 * import { Loader, renderLoader, states, tokens } from '@vitrine/widgets/building-blocks';
 */
export { Loader, type LoaderOptions } from './controllers/loader.ts';
export { cost } from './format/cost.ts';
export { number } from './format/number.ts';
export { renderQuantity } from './format/quantity.ts';
export { renderTime } from './format/time.ts';
export { icon } from './icons/icon.ts';
export { ICONS } from './icons/icons.ts';
export { KINDS } from './icons/kind-icons.ts';
export { renderNoTraces } from './parts/no-traces/render-no-traces.ts';
export { renderLoader, type LoaderView } from './states/render-loader.ts';
export { states } from './states/states.styles.ts';
export { controls } from './theme/controls.styles.ts';
export { table } from './theme/table.styles.ts';
export { tokens } from './theme/tokens.styles.ts';
