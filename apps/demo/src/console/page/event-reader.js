/**
 * Reads Server-Sent Events out of text that arrives in pieces, however it is cut. Understands what this service sends: each event has one
 * line of data, which is JSON.
 *
 * @param {(data: any) => void} tell
 * @returns {(piece: string) => void}
 */
export function eventReader(tell) {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const line = block.split('\n').find((one) => one.startsWith('data: '));
      if (line !== undefined) tell(JSON.parse(line.slice('data: '.length)));
    }
  };
}
