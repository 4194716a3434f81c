import { parameterText } from './engine/parameter-text.js';
/** ClickHouse takes 128 KiB in one parameter, as it stands in a URL. */
const MAX_PARAMETER = 127 * 1_024;
/**
 * Cuts a list into portions. An id list of any length, or the rows of a batch, go to ClickHouse so: a statement's parameters
 * go in a URL, which has its limits.
 */
export function* portionsOf(items, size) {
    for (let at = 0; at < items.length; at += size)
        yield items.slice(at, at + size);
}
/** Cuts a list into portions whose sizes add up to `max` at most; an item that is larger is a portion by itself. */
export function* portionsBySize(items, max, sizeOf) {
    let portion = [];
    let sum = 0;
    for (const item of items) {
        const size = sizeOf(item);
        if (portion.length > 0 && sum + size > max) {
            yield portion;
            portion = [];
            sum = 0;
        }
        portion.push(item);
        sum += size;
    }
    if (portion.length > 0)
        yield portion;
}
/**
 * Cuts a list of texts of any length, such as thread ids, into portions that fit a parameter.
 *
 * @param longest the longest form in which a text is sent, such as the entity id of a thread
 */
export function portionsOfTexts(texts, longest = (text) => text) {
    return portionsBySize(texts, MAX_PARAMETER, (text) => lengthInUrl(longest(text)));
}
/** How long a text of a list is in a URL, with what stands around it. */
function lengthInUrl(text) {
    return new URLSearchParams({ '': parameterText([text]) }).toString().length;
}
//# sourceMappingURL=portions-of.js.map