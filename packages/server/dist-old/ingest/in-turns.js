/** So many items are worked through before others have their turn: about 2 ms of work for a write. */
const PORTION = 100;
/**
 * Works through items with pauses in which the process answers others: a batch of 1,000 writes would keep everybody
 * waiting for 30 ms, the host's own requests too. What has no more than one portion is done at once.
 */
export async function inTurns(items, work) {
    let left = PORTION;
    for (const item of items) {
        if (left-- === 0) {
            left = PORTION - 1;
            await new Promise(setImmediate);
        }
        work(item);
    }
}
//# sourceMappingURL=in-turns.js.map