import { parameterOf } from '../media.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of bytes in the charset of a media type, UTF-8 unless told; an Error's text where they are none. */
export function textIn(bytes: Uint8Array, mediaType: string): { text: string } | { fault: string } {
  const charset = mediaType.includes(';') ? parameterOf(mediaType, 'charset') : undefined;
  let decoder = utf8;
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    try {
      decoder = new TextDecoder(charset, { fatal: true });
    } catch {
      return { fault: `has the charset ${charset}, which is not known here` };
    }
  }
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { fault: `is not ${charset ?? 'UTF-8'}` };
  }
}
