/**
 * The environment variable in which a program is handed a value: `agentid` in `CC_GATEWAY_AGENTID`. The address of the gateway is
 * `url`, the PEM file of an authority to trust `ca`, and a session's key has the name of its header.
 */
export const variableOf = (name: string): string =>
  `CC_GATEWAY_${name
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_')
    .replaceAll(/\W+/g, '_')
    .toUpperCase()}`;
