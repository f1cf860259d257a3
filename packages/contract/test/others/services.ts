import type { Json, Operation } from '@cc-gateway/spec';
import type { Reply, Service } from './service.ts';

type Rows = Map<string, Json>;

const page = (rows: Rows, most: Json = 10, from: Json = 0): Json[] => [...rows.values()].slice(from, from + most);
const found = (rows: Rows, id: string, missing: Reply): Reply =>
  rows.has(id) ? { status: 200, body: rows.get(id) } : missing;

/** Answers GET, and DELETE, which takes the row away. */
function read({ method }: Operation, rows: Rows, id: string, missing: Reply, gone: Reply = { status: 204 }): Reply {
  if (method !== 'DELETE' || !rows.has(id)) return found(rows, id, missing);
  const row: Json = rows.get(id);
  rows.delete(id);
  return gone.status === 200 ? { status: 200, body: row } : gone;
}

const book = (id: number, title: string): Json => ({ id, title, authors: ['Herbert'] });

const library: Service = {
  name: 'library',
  key: 'library-key-4f0c2a91',
  isKey: ({ headers }) => headers['x-api-key'] === 'library-key-4f0c2a91',
  rows: { 1: book(1, 'Dune'), 2: book(2, 'Emma'), 3: book(3, 'Ulysses') },
  refusal: (_, status, why) => ({ status, body: { message: why } }),
  answer({ method, id: name }, { bookId, limit, offset, shelf }, body, rows) {
    const unknown = { status: 404, body: { message: 'no such book' } };
    if (name === 'listBooks') {
      const kept = new Map([...rows].filter(([, row]) => shelf === undefined || row.shelf === shelf));
      return { status: 200, body: page(kept, limit, offset) };
    }
    if (name === 'addBook') {
      const id = rows.size + 1_000;
      rows.set(String(id), { ...body, id });
      return { status: 201, body: rows.get(String(id)) };
    }
    if (method === 'PUT' && rows.has(String(bookId))) rows.set(String(bookId), { ...body, id: bookId });
    return read({ method } as Operation, rows, String(bookId), unknown);
  },
};

const ticket = (ticketId: string, subject: string): Json => ({ ticketId, subject });

const tickets: Service = {
  name: 'tickets',
  key: 'eyJ0aWNrZXRzIjoiNGYwYzJhOTEifQ',
  isKey: ({ headers }) => headers.authorization === 'Bearer eyJ0aWNrZXRzIjoiNGYwYzJhOTEifQ',
  rows: { 'T-0001': ticket('T-0001', 'Light'), 'T-0002': ticket('T-0002', 'Door'), 'T-0003': ticket('T-0003', 'Lift') },
  refusal: (_, status, why) => ([400, 422].includes(status) ? { status, body: { title: why } } : { status }),
  answer(operation, { ticketId, pageSize }, body, rows) {
    if (operation.id === 'listTickets') return { status: 200, body: { items: page(rows, pageSize), total: rows.size } };
    if (operation.id === 'openTicket') {
      const id = `T-${String(rows.size + 1_000).padStart(4, '0')}`;
      rows.set(id, ticket(id, body.subject));
      return { status: 201, headers: { Location: `/v2/tickets/${id}` }, body: rows.get(id) };
    }
    if (operation.method === 'PATCH' && rows.has(ticketId) && body.subject !== undefined)
      rows.set(ticketId, ticket(ticketId, body.subject));
    return read(operation, rows, ticketId, { status: 404 });
  },
};

const payments: Service = {
  name: 'payments',
  key: 'ann:s3cret-0f9d2c',
  isKey: ({ headers }) => headers.authorization === `Basic ${Buffer.from('ann:s3cret-0f9d2c').toString('base64')}`,
  rows: { 'DE12345678 rent-may': { amount: 9.5, currency: 'EUR' } },
  refusal: (_, status, why) => ({ status, body: { error: why } }),
  answer(operation, { iban, reference }, body, rows) {
    const id = `${iban} ${reference}`;
    const unknown = { status: 404, body: { error: 'no such payment' } };
    if (operation.method !== 'PUT') return read(operation, rows, id, unknown, { status: 200 });
    rows.set(id, { amount: body.amount, currency: body.currency });
    return { status: 200, body: rows.get(id) };
  },
};

const entry = (id: string, name: string, text: string): Json => ({ id, name, text });

const guestbook: Service = {
  name: 'guestbook',
  key: '9f2c7e1d5b8a4031',
  isKey: ({ headers }) => /(^|; )sid=9f2c7e1d5b8a4031(;|$)/.test(String(headers.cookie)),
  rows: { e1: entry('e1', 'Ann', 'Lovely'), e2: entry('e2', 'Bob', 'Good'), e3: entry('e3', 'Eve', 'Fine') },
  refusal: (_, status) => ({ status }),
  answer(operation, { id, per_page: most = 30 }, body, rows) {
    if (operation.id === 'readEntries') return { status: 200, body: page(rows, most) };
    if (operation.id === 'writeEntry') {
      const name = `e${rows.size + 1_000}`;
      rows.set(name, entry(name, body.name, body.text));
      return { status: 201, body: rows.get(name) };
    }
    return read(operation, rows, id, { status: 404 });
  },
};

const sensors: Service = {
  name: 'sensors',
  rows: {
    'AB-0001': { sensor: 'AB-0001', readings: [1, 2, 3].map((value) => ({ at: '2026-11-25T10:00:00Z', value })) },
    'AB-0002': { sensor: 'AB-0002', readings: [] },
  },
  refusal: (_, status) => ({ status, body: { code: status } }),
  answer(operation, { sensor, limit = 100 }, body, rows) {
    const unknown = { status: 404, body: { code: 404 } };
    const row: Json = rows.get(sensor);
    if (!row) return unknown;
    if (operation.id === 'readings') return { status: 200, body: { readings: row.readings.slice(0, limit) } };
    if (operation.id === 'report') return (row.readings.push(...body), { status: 202 });
    const reply = read(operation, rows, sensor, unknown);
    return reply.status === 200 ? { status: 200, body: { sensor } } : reply;
  },
};

/** Correct services of five documents of different shapes. */
export const services: Service[] = [library, tickets, payments, guestbook, sensors];
