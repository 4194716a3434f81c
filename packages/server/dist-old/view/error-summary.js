import { storedJson } from '../http/stored-json.js';
/** What a row says of an error: its class and message, without the stack. */
export function errorSummary(stored) {
    if (stored === '')
        return null;
    const { exception_type, message } = storedJson(stored);
    return { exception_type, message: message?.slice(0, 300) ?? null };
}
//# sourceMappingURL=error-summary.js.map