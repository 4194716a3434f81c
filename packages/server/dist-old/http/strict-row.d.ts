/**
 * A trace, span or thread in the form that the clients' stream readers accept. They drop a row, silently, for one value of
 * another form: so a body that is a number, a boolean or a list of anything but objects is its JSON text here, and what
 * has no form that they accept is left out.
 */
export declare function strictRow(row: object): Record<string, unknown>;
//# sourceMappingURL=strict-row.d.ts.map