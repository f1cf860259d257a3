/**
 * The file of an operation, relative to `spec/`, its content, and the line of the index that takes it in. Where the path has an
 * agent, the prerequisites of a signed-in agent are in it.
 *
 * @param {string} method in small letters
 * @param {string} path
 * @param {string} id the operationId
 */
export function operationFile(method, path, id) {
  const words = path.split('/').filter((word) => word !== '');
  const isName = /^\{([^{}]+)\}$/;
  const names = words.filter((word) => !isName.test(word)).map(fileName);
  const last = isName.exec(words.at(-1) ?? '');
  const file = `paths/${names.slice(-2).join('/') || 'root'}${last ? `-by-${fileName(last[1])}` : ''}.yaml`;
  const up = '../'.repeat(file.split('/').length - 1);
  const parameters = words.flatMap((word) => [...word.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name));
  const hasBody = ['put', 'post', 'patch'].includes(method);
  const content = [
    `${method}:`,
    `  operationId: ${JSON.stringify(id)}`,
    `  summary: 'TODO: the title of its page'`,
    `  description: 'TODO: what it does, and what the sources say of its use.'`,
    `  tags: [Call data]`,
    ...(parameters.length > 0 ? ['  parameters:', ...parameters.flatMap((name) => parameter(name, up))] : []),
    ...(hasBody ? body : []),
    ...answers(hasBody, parameters, up),
    ...meaning(hasBody, parameters),
    '',
  ].join('\n');
  return { file, content, line: `${path}: { $ref: ${file} }` };
}

/** A segment of a path as every system takes it for the name of a file. */
const fileName = (segment) =>
  segment
    .replaceAll(/[{}]/g, '')
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replaceAll(/^-|-$/g, '') || 'any';

const parameter = (name, up) =>
  name === 'agentid'
    ? [`    - { $ref: ${up}components/parameters/AgentId.yaml }`]
    : [
        `    - name: ${JSON.stringify(name)}`,
        `      in: path`,
        `      required: true`,
        `      description: 'TODO: what it is.'`,
        `      schema: { type: string, minLength: 1 }`,
        `      example: todo`,
      ];

const body = [
  '  requestBody:',
  '    required: true',
  `    description: 'TODO: what is sent, as application/json; charset=UTF-8.'`,
  '    content:',
  '      application/json:',
  '        schema:',
  '          type: object',
  '          required: [todo]',
  '          properties:',
  `            todo: { type: string, minLength: 1, description: 'TODO: what it is.' }`,
  '        examples:',
  '          todo:',
  `            summary: 'TODO: what this request asks for'`,
  '            value: { todo: todo }',
];

const answers = (hasBody, parameters, up) => [
  '  responses:',
  `    '200':`,
  '      description: >-',
  '        The gateway\'s verdict. **Not success by itself:** only `retcode` `"0"` is.',
  '      content:',
  '        application/json:',
  '          schema:',
  '            allOf:',
  `              - { $ref: ${up}components/schemas/Envelope.yaml }`,
  `              - { type: object, properties: { result: { description: 'TODO: what it reports.' } } }`,
  '          examples:',
  `            done: { summary: 'TODO: what was done.', value: { message: '', retcode: '0' } }`,
  ...['SessionLapsed', ...(parameters.includes('agentid') ? ['AgentNotSignedIn'] : [])].map(shared(up)),
  ...[...(parameters.length > 0 ? ['ParameterWrong'] : []), ...(hasBody ? ['MessageWrong'] : [])].map(shared(up)),
];

const shared = (up) => (name) =>
  `            ${name[0].toLowerCase()}${name.slice(1)}: { $ref: ${up}components/examples/${name}.yaml }`;

const meaning = (hasBody, parameters) => [
  '  x-violations:',
  '    security: sessionLapsed',
  ...(parameters.length > 0 ? ['    path: parameterWrong'] : []),
  ...(hasBody ? ['    mediaType: messageWrong', '    body: messageWrong'] : []),
  '  x-preconditions:',
  ...(parameters.includes('agentid')
    ? line('agentSignedIn', 'The agent has signed in.', 'agents', '$request.path.agentid', 'agentNotSignedIn')
    : []),
  ...line(
    'sessionAlive',
    'The session that the Guid names is alive.',
    'sessions',
    '$request.header.Guid',
    'sessionLapsed',
  ),
  ...(parameters.includes('agentid')
    ? [
        ...line(
          'sessionIsTheAgents',
          "The session is this agent's.",
          'sessions',
          '$request.header.Guid',
          'agentNotSignedIn',
        ),
        '      where: { agentid: $request.path.agentid }',
      ]
    : []),
];

const line = (name, says, row, key, refusal) => [
  `    - name: ${name}`,
  `      meaning: ${says}`,
  `      row: ${row}`,
  `      key: ${key}`,
  `      else: ${refusal}`,
];
