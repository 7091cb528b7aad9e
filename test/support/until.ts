/** Resolves once something is so; a test that waits in vain ends at its time limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise(setImmediate);
  }
}
