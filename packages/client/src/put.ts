/** Sets a header, which replaces one of the same name in whatever case that is written. */
export function put(headers: Record<string, string>, name: string, value: string): void {
  for (const each in headers) {
    // Most names are told apart by their length.
    if (each.length === name.length && each.toLowerCase() === name.toLowerCase()) delete headers[each];
  }
  headers[name] = value;
}
