import { pair } from './pairs.ts';

const line = (name: string) => ({
  name,
  row: 'lockers',
  key: '$request.path.number',
  where: { open: false },
  else: 'busy',
});

/** Changes of what the document says beyond OpenAPI. */
export const pairsOfExtensions = [
  pair('major', 'success is another value', 'equals "1"', ({ answer }) => (answer['x-success'].equals = '1')),
  pair('major', 'success is a value of another type', 'equals 0', ({ answer }) => (answer['x-success'].equals = 0)),
  pair(
    'major',
    'success is looked for elsewhere',
    '#/state equals',
    ({ answer }) => (answer['x-success'].value = '$response.body#/state'),
  ),
  pair('major', 'success is told by the status', 'the status is 2xx', ({ answer }) => delete answer['x-success']),
  pair('major', 'a code is removed', 'code 2 was removed', ({ codes }) => delete codes['2']),
  pair('minor', 'a code is added', 'code 3 was added', ({ codes }) => (codes['3'] = structuredClone(codes['1']))),
  pair(
    'major',
    'a code has another class',
    'class from "transient" to "failed"',
    ({ codes }) => (codes['2'].class = 'failed'),
  ),
  pair('major', 'a code has another outcome', 'outcome from', ({ codes }) => (codes['1'].outcome = 'unknown')),
  pair('major', 'a code may no longer be sent again', 'retry from', ({ codes }) => (codes['2'].retry = 'never')),
  pair(
    'major',
    'an unlisted code has another outcome',
    'any unlisted code',
    ({ contract }) => (contract['x-retcodes'].unlisted.outcome = 'not-applied'),
  ),
  pair(
    'patch',
    'the meaning of a code is worded differently',
    'its meaning',
    ({ codes }) => (codes['1'].meaning = 'Other words.'),
  ),
  pair('major', 'a precondition is added', 'isShut was added', ({ lines }) => lines.push(line('isShut'))),
  pair('minor', 'a precondition is removed', 'isOwn was removed', ({ lines }) => lines.pop()),
  pair(
    'major',
    'preconditions are reordered',
    'moved before',
    ({ operation, lines }) => (operation['x-preconditions'] = lines.toReversed()),
  ),
  pair(
    'major',
    'a precondition wants another row',
    'looks for $request.body#/code',
    ({ lines }) => (lines[0].key = '$request.body#/code'),
  ),
  pair(
    'major',
    'a precondition wants one more column',
    'wants more of its row',
    ({ lines }) => (lines[1].where.open = false),
  ),
  pair('major', 'a precondition takes fewer values', 'wants more of its row', ({ lines }) =>
    lines[1].where.code.in.pop(),
  ),
  pair('minor', 'a precondition takes more values', 'wants less of its row', ({ lines }) =>
    lines[1].where.code.in.push(0),
  ),
  pair('minor', 'a precondition wants one column less', 'wants less of its row', ({ lines }) => delete lines[1].where),
  pair(
    'major',
    'a precondition refuses with another code',
    'refuses with busy',
    ({ lines }) => (lines[0].else = 'busy'),
  ),
  pair(
    'patch',
    'a precondition refuses with the same code',
    'refuses with wrong',
    ({ lines }) => (lines[0].else = 'wrong'),
  ),
  pair('patch', 'a precondition has another name', 'worded differently', ({ lines }) => (lines[0].name = 'isRented')),
  pair(
    'patch',
    'a precondition is explained',
    'worded differently',
    ({ lines }) => (lines[0].meaning = 'The locker is hired.'),
  ),
  pair(
    'major',
    'an effect is changed',
    'a success now sets',
    ({ operation }) => (operation['x-effects'][0].set = { open: false }),
  ),
  pair('major', 'an effect is removed', 'a success no longer sets', ({ operation }) => (operation['x-effects'] = [])),
  pair('major', 'an effect is added', 'a success now sets', ({ operation }) =>
    operation['x-effects'].push({ row: 'lockers', key: '$request.body#/code', set: {} }),
  ),
  pair(
    'patch',
    'an effect is explained',
    'worded differently',
    ({ operation }) => (operation['x-effects'][0].meaning = 'It is open.'),
  ),
  pair(
    'major',
    'a violation is answered with another code',
    'a wrong body is answered with busy',
    ({ operation }) => (operation['x-violations'].body = 'busy'),
  ),
  pair(
    'patch',
    'a violation is answered with the same code',
    'answered with unknown',
    ({ operation }) => (operation['x-violations'].body = 'unknown'),
  ),
  pair(
    'major',
    'a violation is no longer answered',
    'answered with no example',
    ({ operation }) => delete operation['x-violations'].body,
  ),
  pair(
    'minor',
    'one more violation is answered',
    'a wrong query',
    ({ operation }) => (operation['x-violations'].query = 'wrong'),
  ),
  pair('major', 'a session is renewed sooner', 'is renewed after 500 ms', ({ session }) => (session.renewMs = 500)),
  pair('major', 'a session dies sooner', 'dies after 1500 ms', ({ session }) => (session.dieMs = 1500)),
  pair('minor', 'a session lives longer', 'dies after 9000 ms', ({ session }) => (session.dieMs = 9000)),
  pair('major', 'a session arrives elsewhere', 'arrives in X-Key', ({ session }) => (session.header = 'X-Key')),
  pair(
    'major',
    'a deviation is no longer tolerated',
    'no longer takes null',
    ({ said }) => delete said.text['x-tolerated'],
  ),
  pair(
    'major',
    'a missing member is no longer tolerated',
    'may no longer be absent',
    ({ said }) => delete said.text['x-tolerated'].absent,
  ),
  pair(
    'minor',
    'one more value is tolerated',
    'now takes',
    ({ said }) => (said.text['x-tolerated'].schema = { type: ['null', 'integer'] }),
  ),
  pair(
    'major',
    'an example of an answer is removed',
    'busy of an answer was removed',
    ({ examples }) => delete examples.busy,
  ),
  pair('major', 'an example has another code', 'changed its code', ({ examples }) => (examples.busy.value.code = '1')),
  pair(
    'minor',
    'an example of an answer is added',
    'late of an answer was added',
    ({ examples }) => (examples.late = { value: { code: '2' } }),
  ),
  pair(
    'patch',
    'an example has another text',
    'changed its value',
    ({ examples }) => (examples.busy.value.text = 'Later.'),
  ),
  pair(
    'major',
    'a table is removed',
    'table cards was removed',
    ({ contract }) => delete contract['x-state'].cards,
    ({ contract }) => (contract['x-state'].cards = { key: 'id' }),
  ),
  pair(
    'minor',
    'a table is added',
    'table cards was added',
    ({ contract }) => (contract['x-state'].cards = { key: 'id' }),
  ),
  pair(
    'major',
    'a table has another key',
    'the key of lockers is id',
    ({ contract }) => (contract['x-state'].lockers.key = 'id'),
  ),
  pair('major', 'a column is removed', 'lost its column code', ({ columns }) => delete columns.code),
  pair(
    'major',
    'a column has another type',
    'lockers.code no longer takes',
    ({ columns }) => (columns.code.type = 'string'),
  ),
  pair('patch', 'a table has other rows', 'has other rows', ({ contract }) => {
    contract['x-state'].lockers.examples = [{ number: '1', code: 1, open: false }];
  }),
  pair('patch', 'a deviation has another decision', 'another decision', ({ said }) => {
    said.text['x-tolerated'].decision = 'why.md';
  }),
];
