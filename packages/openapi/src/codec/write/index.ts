export {
  writerOf,
  path,
  query,
  header,
  cookie,
  type Fault,
  type Writable,
  type Write,
  type Written,
} from './places.ts';
export { querystring, styledOrWhole } from './querystring.ts';
export { plain, plainInPath, styled, type Parameter, type WriteParameter } from './styles.ts';
export { json, multipart, raw, urlencoded, type Body, type Encoding, type FilePart, type WriteBody } from './bodies.ts';
export { anywhere, inHeader, loginText, type Credential, type Identify } from './credentials.ts';
