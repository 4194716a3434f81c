/** A body that was not as long as it said. */
export class WrongSize extends Error {
    name = 'WrongSize';
    constructor(expected, got) {
        super(`${expected} bytes were announced and ${got} came`);
    }
}
/** The parts of a file do not fit together. */
export class WrongParts extends Error {
    name = 'WrongParts';
}
//# sourceMappingURL=file-store.js.map