import type { Json } from '@cc-gateway/spec';

const milliseconds = { type: 'number', minimum: 0, maximum: 3_600_000 };
const status = { type: 'integer', minimum: 200, maximum: 599 };
const pointer = '^(/([^~/]|~[01])*)+$';

/** The JSON Schema of a latency. */
export const latencySchema: Json = {
  description:
    'Milliseconds: always the same, evenly between min and max, or log-normal by its median and 99th percentile.',
  anyOf: [
    milliseconds,
    {
      type: 'object',
      required: ['min', 'max'],
      properties: { min: milliseconds, max: milliseconds },
      additionalProperties: false,
    },
    {
      type: 'object',
      required: ['median', 'p99'],
      properties: {
        median: { ...milliseconds, exclusiveMinimum: 0 },
        p99: { ...milliseconds, exclusiveMinimum: 0 },
      },
      additionalProperties: false,
    },
  ],
};

/** The JSON Schema of a fault. */
export const faultSchema: Json = {
  type: 'object',
  description:
    'What goes wrong between the answer and the client; what the gateway did is done all the same. Parts combine; hang, reset and html win over the rest.',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    latency: { $ref: '#/$defs/latency' },
    hang: { const: true, description: 'No answer at all; the connection stays open.' },
    reset: { const: true, description: 'The connection is reset instead of an answer.' },
    truncate: {
      type: 'integer',
      minimum: 0,
      description: 'How many bytes of the body are sent, of those that were announced, before the connection closes.',
    },
    drip: {
      ...milliseconds,
      maximum: 60_000,
      description: 'Milliseconds between one byte of the body and the next.',
    },
    empty: { const: true, description: 'An answer without a body.' },
    html: { ...status, description: 'A page of HTML with this status, as a load balancer in front would send it.' },
    status: { ...status, description: 'The status of the answer, whatever the contract documents.' },
    contentType: {
      type: 'string',
      pattern: '^[\\x20-\\x7e]*$',
      description: 'The value of the header Content-Type. The bytes of the body stay as they are.',
    },
    charset: {
      enum: ['utf-8', 'utf-16le', 'latin1'],
      description: 'The encoding of the body. The header stays as it is; contentType changes it.',
    },
    set: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: pointer },
      description: 'Values to put into the body by JSON pointer: a number for a text, a code that is not documented.',
    },
    remove: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: pointer },
      description: 'Members to take out of the body, by JSON pointer.',
    },
  },
};
