import type { Defect } from '../../wire/raw-answer.ts';
import { scanJson } from './scan-json.ts';

/** A body read as JSON, and every way in which its bytes break RFC 8259 or would be read differently by two readers. */
export interface JsonReading {
  /** Undefined where the text is no JSON. */
  value?: unknown;
  isJson: boolean;
  defects: Defect[];
}

const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const longestBody = 2 ** 20;

/** Reads a body of a JSON media type. */
export function readJson(bytes: Buffer): JsonReading {
  const defects: Defect[] = [];
  const note = (rule: string, says: string): void => void defects.push({ rule, says });
  if (bytes.length > longestBody) note('envelope/size', `the body has ${bytes.length} bytes`);
  if (bytes.length === 0) return { isJson: false, defects: [{ rule: 'envelope/empty', says: 'the body is empty' }] };
  const coding = otherCoding(bytes);
  if (coding) return { isJson: false, defects: [{ rule: coding[0], says: coding[1] }] };
  let text: string;
  if (bytes.subarray(0, 3).equals(mark)) note('envelope/byte-order-mark', 'the body begins with a byte order mark');
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    note('envelope/utf-8', 'the body holds bytes that are not UTF-8');
    text = new TextDecoder('utf-8').decode(bytes);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (bytes.length <= longestBody) defects.push(...scanJson(text));
    return { value, isJson: true, defects };
  } catch (error) {
    note('envelope/json', `the body is not JSON: ${withoutText((error as Error).message)}; it begins ${start(text)}`);
    return { isJson: false, defects };
  }
}

function otherCoding(bytes: Buffer): [rule: string, says: string] | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return ['media/content-coding', 'the body is gzip, which was not asked for'];
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const zeros = bytes.subarray(0, 64).filter((byte) => byte === 0).length;
  if (isUtf16 || zeros >= Math.min(bytes.length, 64) / 4)
    return ['media/charset', 'the body is UTF-16 or UTF-32, expected UTF-8'];
  return undefined;
}

const withoutText = (message: string): string => message.replace(/,? ?"[\s\S]*$/, '').replace(/\.\.\.[\s\S]*$/, '');

const start = (text: string): string => JSON.stringify(text.slice(0, 40));
