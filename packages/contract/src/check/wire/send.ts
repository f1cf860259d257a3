import type { Link } from './link.ts';
import { bytesOf, type Wire } from './request.ts';

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Bodies up to this go out in one piece with the head. */
const onePiece = 65_536;

/** Writes a request at its pace; a large body stops where an answer is there before all of it has been sent. */
export async function send(
  { socket, ...rest }: Pick<Link, 'socket'> & { isAnswered: () => boolean; isUnasked: () => boolean },
  wire: Wire,
): Promise<void> {
  const { head, body } = bytesOf(wire);
  if (wire.pace === undefined && body.length <= onePiece) {
    socket.write(Buffer.concat([head, body]));
    return;
  }
  const step = wire.pace === 'pieces' ? Math.ceil(head.length / 4) : head.length;
  for (let at = 0; at < head.length; at += step) {
    socket.write(head.subarray(at, at + step));
    if (wire.pace === 'pieces') await pause(5);
  }
  if (wire.pace === 'continue') {
    for (let waited = 0; waited < (wire.patienceMs ?? 300) && !rest.isAnswered(); waited += 5) await pause(5);
    rest.isUnasked();
  }
  const piece = wire.pace === 'pieces' ? Math.max(1, Math.ceil(body.length / 3)) : 32_768;
  for (let at = 0; at < body.length && !socket.destroyed; at += piece) {
    if (wire.pace === undefined && rest.isAnswered()) return;
    socket.write(body.subarray(at, at + piece));
    await pause(wire.pace === 'pieces' ? 5 : 0);
  }
}
