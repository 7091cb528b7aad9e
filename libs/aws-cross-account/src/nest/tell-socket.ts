/** Of the WebSocket standard. */
const OPEN = 1;

/**
 * Tells whoever is at the other end of a socket that a message failed: by the event `exception`, as Nest's own filter for gateways
 * does it. A socket of Socket.IO has an `emit` for that; one of the WebSocket standard has one that stays on this side.
 */
export function tellSocket(socket: unknown, problem: object): void {
  if (typeof socket !== 'object' || socket === null) return;
  if ('readyState' in socket && 'send' in socket && typeof socket.send === 'function') {
    if (socket.readyState !== OPEN) return;
    socket.send(JSON.stringify({ event: 'exception', data: problem }));
  } else if ('emit' in socket && typeof socket.emit === 'function') {
    socket.emit('exception', problem);
  }
}
