import { contract as built, readContract, type Contract, type Json } from '@cc-gateway/spec';

/** The contract with bounds of its own, so that every kind of constraint can be broken. */
export const bounded: Contract = (() => {
  const document: Json = structuredClone(built.document);
  const operation: Json = Object.values<Json>(Object.values<Json>(document.paths)[0])[0];
  const body = operation.requestBody.content['application/json'].schema;
  body.properties.callid.maxLength = 32;
  body.properties.skillid.minimum = 1;
  body.properties.skillid.maximum = 65_535;
  const envelope = operation.responses['200'].content['application/json'].schema;
  envelope.required = ['message', 'retcode', 'result'];
  delete envelope.properties.result['x-tolerated'];
  return readContract(document, built.stamp);
})();

/** The key of the signed-in agent, and of another one. */
export const guid = '7c1e4a52-93bd-4f06-8a7e-51d2c0b9e634.AgentGateway1';
export const otherGuid = 'd04f6b18-2e7c-49a5-b3f1-8c6a9e5d7021.AgentGateway1';
