/** Operations of one resource, whose paths begin alike. */
export function under(prefix, operations) {
    return Object.fromEntries(Object.entries(operations).map(([route, operation]) => {
        const [method, path = ''] = route.split(' ');
        return [`${method} ${prefix}${path}`, operation];
    }));
}
//# sourceMappingURL=operation.js.map