/** Thrown if there is no libchdb for this platform. The message names alternatives. */
export class EngineMissing extends Error {
  override readonly name = 'EngineMissing';
}

/**
 * Returns the path of libchdb, which is ClickHouse as a shared library.
 *
 * @throws {EngineMissing} if the optional packages `chdb` and `ffi-rs` are not installed or do not support this
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
        'On other platforms, set VITRINE_CLICKHOUSE_URL (or the option clickhouse.url) to a ClickHouse server; on Windows, WSL2 works too.',
    );
  }
}
