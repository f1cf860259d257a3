/** A text as HTML shows it, in elements and in quoted attributes. */
export const escapedHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A text as XML 1.0 holds it, in elements and in quoted attributes; what it cannot hold becomes U+FFFD. */
export const escapedXml = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- XML 1.0 has no way to write them
  escapedHtml(text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')).replaceAll(
    '\n',
    '&#10;',
  );
