import { shortenedText } from './shortened-text.js';
/** A text of a shortened body has at most so many characters. */
const LONGEST = 10_000;
/** Media inline in a text, as `data:image/png;base64,...`. */
const INLINE = /data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=_-]+/g;
/** A body with its long texts cut and its inline media named, such as `[image/png]`; its form stays. */
export function shortened(value, { truncate, strip_attachments }) {
    if (!truncate && !strip_attachments)
        return value;
    const walk = (part) => {
        if (typeof part === 'string') {
            const named = part.includes(';base64,') ? part.replace(INLINE, '[$1]') : part;
            return truncate ? shortenedText(named, LONGEST) : named;
        }
        if (typeof part !== 'object' || part === null)
            return part;
        if (Array.isArray(part))
            return part.map(walk);
        return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item)]));
    };
    return walk(value);
}
//# sourceMappingURL=shortened.js.map