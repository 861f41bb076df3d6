import { isObject, listAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import { bookOf, type NumberBook } from '../world/number-book';
import { BSUID, digitsOf, relationOf, type Person } from '../world/people';
import { bodyOf, ok, type GraphCall, type GraphReply } from './call';
import { pageOf } from './paging';
import { badValue, isRefusal, refuse, required, type Refusal } from './refusal';

const MOST = 64_000;
const DAY_MS = 24 * 3600_000;

type Row = { input: string; wa_id?: string; user_id?: string };
type Failed = Row & { errors: JsonObject[] };

const rowOf = (input: string, person: Person | undefined): Row =>
  BSUID.test(input) ? { input, user_id: input } : { input, wa_id: person?.waId ?? digitsOf(input) };

const failed = (row: Row, problem: { code: number; details: string }): Failed => {
  const refusal = refuse(problem.code);
  return {
    ...row,
    errors: [
      {
        message: refusal.message,
        code: problem.code,
        error_data: { details: problem.details },
      },
    ],
  };
};

/** Who may be blocked: a person on WhatsApp who wrote within 24 hours; null = may. */
const problemOf = (
  sim: Sim,
  number: BusinessNumber,
  person: Person | undefined
): { code: number; details: string } | null => {
  if (!person?.onWhatsApp) return { code: 131026, details: 'The user is not a WhatsApp user.' };
  const { lastInboundAt } = relationOf(person, number.id);
  if (lastInboundAt === 0 || sim.clock.now() - lastInboundAt >= DAY_MS)
    return {
      code: 131047,
      details: 'Only users who messaged the business within the last 24 hours can be blocked.',
    };
  return bookOf(sim.books, number.id).blocked.size >= MOST
    ? { code: 139101, details: `The block list is full: at most ${MOST} users.` }
    : null;
};

const usersOf = (call: GraphCall): string[] | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  if (body['messaging_product'] !== 'whatsapp') return required('messaging_product');
  const list = listAt(body, 'block_users');
  if (!list || list.length === 0) return required('block_users');
  const users = list
    .filter(isObject)
    .map((item) => textAt(item, 'user') ?? textAt(item, 'user_id'));
  const named = users.filter((user): user is string => user !== undefined && user !== '');
  return named.length === list.length
    ? named
    : badValue(
        'Each entry of block_users needs a user: a phone number or a business-scoped user id.'
      );
};

/** All went well: 200. Some did not: 400 with both lists, as Meta answers. */
const answer = (list: 'added_users' | 'removed_users', done: Row[], not: Failed[]): GraphReply => {
  const result = {
    messaging_product: 'whatsapp',
    block_users: { [list]: done, ...(not.length > 0 ? { failed_users: not } : {}) },
  };
  if (not.length === 0) return ok(result);
  const title =
    list === 'added_users' ? 'Failed to block some users' : 'Failed to unblock some users';
  return {
    status: 400,
    body: {
      ...result,
      error: {
        message: `(#139100) ${title}`,
        type: 'OAuthException',
        code: 139100,
        error_data: { details: `${title}, see failed_users for the reasons.` },
        fbtrace_id: `A${not.length}sim${done.length}`,
      },
    },
  };
};

type Move = (book: NumberBook, person: Person, now: number) => void;

const change = (
  sim: Sim,
  number: BusinessNumber,
  request: { call: GraphCall; list: 'added_users' | 'removed_users'; move: Move }
): GraphReply | Refusal => {
  const users = usersOf(request.call);
  if ('code' in users) return users;
  const done: Row[] = [];
  const not: Failed[] = [];
  for (const user of users) {
    const person = sim.people.find(user);
    const row = rowOf(user, person);
    const problem = request.list === 'added_users' ? problemOf(sim, number, person) : null;
    if (problem) not.push(failed(row, problem));
    else if (!person)
      not.push(failed(row, { code: 139103, details: 'The user is not on the block list.' }));
    else {
      request.move(bookOf(sim.books, number.id), person, sim.clock.now());
      done.push(row);
    }
  }
  return answer(request.list, done, not);
};

/** `POST /{PNID}/block_users`. */
export const blockUsers = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal =>
  change(sim, number, {
    call,
    list: 'added_users',
    move: (book, person, now) => void book.blocked.set(person.id, now),
  });

/** `DELETE /{PNID}/block_users`. */
export const unblockUsers = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal =>
  change(sim, number, {
    call,
    list: 'removed_users',
    move: (book, person) => void book.blocked.delete(person.id),
  });

/** `GET /{PNID}/block_users`. */
export const listBlocked = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const rows = [...bookOf(sim.books, number.id).blocked.keys()].flatMap((id) => {
    const person = sim.people.find(id);
    if (!person) return [];
    return [
      {
        messaging_product: 'whatsapp',
        ...(person.waId ? { wa_id: person.waId } : {}),
        user_id: person.bsuid,
      },
    ];
  });
  return pageOf(sim, call, { found: rows });
};
