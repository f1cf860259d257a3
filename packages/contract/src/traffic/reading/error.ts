/** A recording that cannot be read. Names the file, what stands there and what was expected. */
export class TrafficError extends Error {
  override name = 'TrafficError';
}
