import { headerOf, type Defect, type Framing, type RawAnswer, type ReadingContext } from './raw-answer.ts';

interface BodyReading {
  framing: Framing;
  bytes: Buffer;
  isComplete: boolean;
  end: number;
  defects: Defect[];
  needs?: number;
  /** The header lines after the last chunk; undefined where there are none. */
  trailer?: string;
}

/** Reads the body that begins at `from`. What breaks the rules of framing is noted, and read as most clients would. */
export function readBody(
  bytes: Buffer,
  from: number,
  head: Pick<RawAnswer, 'status' | 'headers' | 'version'>,
  { method, hasEnded }: ReadingContext,
): BodyReading {
  const defects: Defect[] = [];
  const note = (says: string): void => void defects.push({ rule: 'transport/framing', says });
  const length = headerOf(head.headers, 'content-length');
  const coding = headerOf(head.headers, 'transfer-encoding');
  if (length !== undefined && coding !== undefined) note('both Content-Length and Transfer-Encoding are present');
  if (length !== undefined && !/^\d+$/.test(length)) note(`Content-Length is ${JSON.stringify(length)}`);
  if (coding !== undefined && !/^chunked$/i.test(coding)) note(`Transfer-Encoding is ${JSON.stringify(coding)}`);
  if (head.status === 204 && (coding !== undefined || Number(length) > 0)) note('an answer 204 announces a body');
  const rest = bytes.subarray(from);
  // After these the connection speaks another protocol.
  const isSwitched = head.status === 101 || (method === 'CONNECT' && head.status >= 200 && head.status < 300);
  if (isSwitched || method === 'HEAD' || head.status === 204 || head.status === 304) {
    return { framing: 'none', bytes: Buffer.alloc(0), isComplete: true, end: from, defects };
  }
  if (coding !== undefined && /\bchunked\b/i.test(coding)) {
    if (head.version === '1.0') note('an answer in HTTP/1.0 is chunked');
    return readChunks(rest, from, hasEnded, defects);
  }
  if (length !== undefined && /^\d+/.test(length)) {
    const wanted = Number.parseInt(length, 10);
    const isComplete = rest.length >= wanted;
    const end = from + Math.min(wanted, rest.length);
    return { framing: 'length', bytes: rest.subarray(0, wanted), isComplete, end, defects, needs: from + wanted };
  }
  return { framing: 'close', bytes: rest, isComplete: hasEnded, end: bytes.length, defects, needs: Infinity };
}

interface Chunks {
  parts: Buffer[];
  end: number;
  isComplete: boolean;
  defect?: string;
  /** How long the chunks must be before more of them can be read. */
  needs?: number;
  trailer?: string;
}

function readChunks(bytes: Buffer, from: number, hasEnded: boolean, defects: Defect[]): BodyReading {
  const { parts, end, isComplete, defect, needs, trailer } = chunksOf(bytes);
  // After a broken chunk nothing can be read any more.
  const isOver = isComplete || (defect !== undefined && hasEnded);
  if (defect !== undefined) defects.push({ rule: 'transport/framing', says: defect });
  const reading: BodyReading = {
    framing: 'chunked',
    bytes: Buffer.concat(parts),
    isComplete: isOver,
    end: from + end,
    defects,
    ...(trailer !== undefined && { trailer }),
  };
  return needs === undefined ? reading : { ...reading, needs: from + needs };
}

function chunksOf(bytes: Buffer): Chunks {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\n', at, 'latin1');
    if (lineEnd < 0) return { parts, end: bytes.length, isComplete: false };
    const line = bytes.subarray(at, lineEnd).toString('latin1');
    const size = /^0*([\dA-Fa-f]{1,8})[ \t]*(?:;.*)?\r$/s.exec(line);
    if (!size) {
      return {
        parts,
        end: bytes.length,
        isComplete: false,
        defect: `a chunk begins with ${JSON.stringify(line.slice(0, 40))}`,
      };
    }
    const length = Number.parseInt(size[1]!, 16);
    at = lineEnd + 1;
    if (length === 0) return { parts, ...trailerEnd(bytes, at) };
    if (bytes.length < at + length + 2) {
      return {
        parts: [...parts, bytes.subarray(at, at + length)],
        end: bytes.length,
        isComplete: false,
        needs: at + length + 2,
      };
    }
    parts.push(bytes.subarray(at, at + length));
    if (bytes.toString('latin1', at + length, at + length + 2) !== '\r\n') {
      return { parts, end: bytes.length, isComplete: false, defect: 'a chunk is longer or shorter than its size says' };
    }
    at += length + 2;
  }
}

function trailerEnd(bytes: Buffer, from: number): Pick<Chunks, 'end' | 'isComplete' | 'trailer'> {
  if (bytes.toString('latin1', from, from + 2) === '\r\n') return { end: from + 2, isComplete: true };
  const end = bytes.indexOf('\r\n\r\n', from, 'latin1');
  return end < 0
    ? { end: bytes.length, isComplete: false }
    : { end: end + 4, isComplete: true, trailer: bytes.toString('latin1', from, end) };
}
