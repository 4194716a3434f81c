/** Thrown where the platform has no libchdb: the message says what to do instead. */
export class EngineMissing extends Error {
  override readonly name = 'EngineMissing';
}

/**
 * The path of libchdb, ClickHouse's engine as a shared library.
 *
 * @throws {EngineMissing} where the optional packages `chdb` and `ffi-rs` are not installed, or have no build for this
 * platform
 */
export async function locateLibrary(): Promise<string> {
  try {
    await import('ffi-rs');
    const { resolveLibchdb } = await import('chdb/libchdb');
    return resolveLibchdb().path;
  } catch (error) {
    const platform = `${process.platform}-${process.arch}`;
    throw new EngineMissing(
      `The embedded ClickHouse engine is not available on ${platform}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}. ` +
        'It needs the optional packages chdb and ffi-rs, which exist for Linux (glibc) and macOS on x64 and arm64. ' +
        'Elsewhere set VITRINE_CLICKHOUSE_URL (or the option clickhouse.url) to a ClickHouse server; on Windows, WSL2 works too.',
    );
  }
}
