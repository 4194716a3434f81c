/** A JSON value as it stands in a column: what does not parse is given as the text it is, absent is null. */
export function storedJson(text) {
    if (text === '')
        return null;
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
}
//# sourceMappingURL=stored-json.js.map