/** Thrown where the platform has no libchdb: the message says what to do instead. */
export declare class EngineMissing extends Error {
    readonly name = "EngineMissing";
}
/**
 * The path of libchdb, ClickHouse's engine as a shared library.
 *
 * @throws {EngineMissing} where the optional packages `chdb` and `ffi-rs` are not installed, or have no build for this
 * platform
 */
export declare function locateLibrary(): Promise<string>;
//# sourceMappingURL=library.d.ts.map