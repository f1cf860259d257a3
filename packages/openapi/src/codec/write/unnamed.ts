import { isQuotable, joined, partOf, quoted, type WriteBody } from './bodies.ts';

/**
 * `multipart/mixed` and its like, by RFC 2046: a part for each item of a list, each with its media type. Without any part there is no
 * such body (section 5.1.1).
 */
export const parts: WriteBody = ({ type, itemEncoding, boundary = `part-${crypto.randomUUID()}` }, value) => {
  if (!Array.isArray(value)) return undefined;
  const written = value.map((item: unknown, index) => partOf(item, itemEncoding?.(index).type));
  if (value.length === 0 || written.some((part) => !part || !isQuotable(part.fileName ?? ''))) return undefined;
  const pieces = written.flatMap((part) => {
    const { content, fileName, mediaType = 'text/plain; charset=UTF-8' } = part!;
    const file = fileName === undefined ? '' : `Content-Disposition: attachment; filename="${quoted(fileName)}"\r\n`;
    const typed = `Content-Type: ${mediaType.replaceAll(/[^\x20-\x7e]/g, '')}\r\n\r\n`;
    return [`--${boundary}\r\n${file}${typed}`, content, '\r\n'];
  });
  return { type: `${type}; boundary=${boundary}`, content: joined([...pieces, `--${boundary}--\r\n`]) };
};
