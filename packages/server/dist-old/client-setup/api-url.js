/** Where the API of a server is, whether its url says `/api` or not. */
export function apiUrl(url) {
    return `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api/`;
}
//# sourceMappingURL=api-url.js.map