/** Where a head that begins at `from` ends, in whatever line ends; undefined where more must come. */
export function headEnd(bytes: Buffer, from: number): number | undefined {
  const strict = bytes.indexOf('\r\n\r\n', from, 'latin1');
  const loose = bytes.indexOf('\n\n', from, 'latin1');
  if (strict < 0 && loose < 0) return undefined;
  return strict >= 0 && (loose < 0 || strict < loose) ? strict + 4 : loose + 2;
}

/** The first line of a head, and its other lines. */
export function linesOf(head: string, note: (says: string) => void): [first: string, others: string[]] {
  if (/(^|[^\r])\n/.test(head)) note('a line of the head ends in a bare LF');
  if (/\r(?!\n)/.test(head)) note('the head holds a bare CR');
  const [first = '', ...others] = head.replace(/(\r?\n)+$/, '').split(/\r?\n/);
  return [first, others];
}

/** The headers that lines hold, and in what they break RFC 9112. */
export function readHeaders(lines: string[], note: (says: string) => void): [string, string][] {
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) {
      note(`the header ${last[0]} is folded over two lines`);
      last[1] += ` ${line.trim()}`;
      continue;
    }
    const found = /^([^:]*):[ \t]*(.*?)[ \t]*$/s.exec(line);
    if (!found) {
      note(`a header line has no colon: ${JSON.stringify(line.slice(0, 40))}`);
      continue;
    }
    const [, name = '', value = ''] = found;
    if (!/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name)) note(`the header name ${JSON.stringify(name)} is no token`);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value)) note(`the header ${name.trim()} holds a control character`);
    headers.push([name.trim(), value]);
  }
  return headers;
}
