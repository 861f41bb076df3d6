import { randomInt } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { accountsService, countriesOfNumbers, isSimulator } from '../accounts/public';
import { addressKeyOf } from '../contacts/public';
import { MOST_TESTERS, type TesterCode, type TesterView } from '../contracts/testers';
import { DomainError, notFound } from '../kernel/errors';
import { keyedHash } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { sameNumber } from '../kernel/phone';
import { phoneRefusal } from '../kernel/phone-words';
import { onlyNumber, readPhone } from '../kernel/read-phone';
import { logsService } from '../logs/public';
import { newCode, waLink } from '../opt-in/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { CODE_LIVES_MS, stateOf } from './domain/code';
import { createHearing } from './hear';
import type { TestersService } from './public';
import { createTestSend } from './send';
import {
  changeWaiting,
  deleteTester,
  findTester,
  insertTester,
  listTesters,
  lockTesters,
  moveTesters,
} from './store';
import type { TesterRow } from './tables';

const conflict = (kind: string, message: string, remedy: string): DomainError =>
  new DomainError(kind, message, { field: 'phone', remedy, status: 409 });

const exists = (): DomainError =>
  conflict('tester-exists', 'this number is already a test recipient', 'Create a new code for it.');

const tooMany = (): DomainError =>
  conflict(
    'too-many-testers',
    `there are already ${MOST_TESTERS} test recipients`,
    'Remove one first.'
  );

const viewOf = (
  row: TesterRow,
  { now, viewerId }: { now: number; viewerId: number }
): TesterView => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  isMe: row.userId === viewerId,
  state: stateOf(row, now),
  codeUntil: row.confirmedAt === null ? row.codeUntil : null,
  confirmedAt: row.confirmedAt,
});

/** Who messages are tried on. They are confirmed by a code from their own WhatsApp, so that no slip writes to a stranger. */
export const createTestersService = ({ strapi }: { strapi: Core.Strapi }): TestersService => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);

  const list: TestersService['list'] = async (viewerId) => {
    const now = clock.now();
    return (await listTesters(db.knex)).map((row) => viewOf(row, { now, viewerId }));
  };

  /** A code, as it is shown once and as it is kept. */
  const makeCode = async () => {
    const code = newCode((below) => randomInt(below));
    const { secret } = await runtimeService(strapi).install();
    const codeUntil = clock.now() + CODE_LIVES_MS;
    return { code, kept: { codeKey: keyedHash(code, secret), codeUntil, tries: 0 } };
  };

  const codeView = async (id: number, code: string, viewerId: number): Promise<TesterCode> => {
    const row = await findTester(db.knex, id);
    if (!row) throw notFound('the test recipient');
    const numbers = (await accounts().list()).flatMap((account) => {
      const link = waLink(account.displayPhoneNumber, code);
      const { name, displayPhoneNumber: phone } = account;
      return link && phone
        ? [{ id: account.id, name, phone, link, isSimulator: isSimulator(account) }]
        : [];
    });
    const tester = viewOf(row, { now: clock.now(), viewerId });
    return { tester, code, until: row.codeUntil ?? 0, numbers };
  };

  const phoneOf = async (typed: string): Promise<string> => {
    const numbers = await accounts().list();
    const ours = await countriesOfNumbers(strapi);
    const reading = onlyNumber(readPhone(typed, ours[0], ours));
    if (reading.kind === 'unread')
      throw phoneRefusal(reading, { field: 'phone', country: ours[0] });
    const { e164 } = reading.phone;
    if (numbers.some((own) => sameNumber(own.displayPhoneNumber, e164)))
      throw conflict('own-number', 'this is a number of yours', 'Type the number of a person.');
    return e164;
  };

  const tell = (event: 'tester-added' | 'tester-code-made' | 'tester-removed', by: string): void =>
    logsService(strapi).write({
      area: 'account',
      level: 'info',
      event,
      text: `${event}: ${by}`,
      details: { by },
    });

  const add: TestersService['add'] = async (actor, body) => {
    const phone = await phoneOf(body.phone);
    const { code, kept } = await makeCode();
    const row = {
      ...kept,
      name: withoutNul(body.name),
      phone,
      phoneKey: addressKeyOf({ phone, waId: null, bsuid: null }) ?? '',
      userId: body.isMe ? actor.id : null,
      contactId: null,
      accountId: null,
      confirmedAt: null,
      answeredAt: null,
      addedAt: clock.now(),
    };
    try {
      const id = await db.tx(async (trx) => {
        await lockTesters(trx);
        const known = await listTesters(trx);
        // The key of the row tells of two at once; one of before may be of the number's former spelling.
        if (known.some((one) => sameNumber(one.phone, phone))) throw exists();
        if (known.length >= MOST_TESTERS) throw tooMany();
        return insertTester(trx, row);
      });
      tell('tester-added', actor.name);
      return await codeView(id, code, actor.id);
    } catch (error) {
      throw isUniqueViolation(error) ? exists() : error;
    }
  };

  const renew: TestersService['renew'] = async (actor, id) => {
    const { code, kept } = await makeCode();
    if (!(await changeWaiting(db.knex, id, kept))) {
      if (!(await findTester(db.knex, id))) throw notFound('the test recipient');
      throw conflict(
        'tester-confirmed',
        'this test recipient has already sent the code',
        'No code is needed.'
      );
    }
    tell('tester-code-made', actor.name);
    return codeView(id, code, actor.id);
  };

  return {
    list,
    choices: async (viewerId) =>
      (await list(viewerId))
        .filter(({ state }) => state === 'confirmed')
        .map(({ id, name, isMe }) => ({ id, name, isMe }))
        .sort((a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name)),
    add,
    renew,
    remove: async (actor, id) => {
      if ((await deleteTester(db.knex, id)) === 0) throw notFound('the test recipient');
      tell('tester-removed', actor.name);
    },
    ...createHearing(strapi),
    send: createTestSend(strapi),
    mergeEffect: (trx, { winner, loser }) => moveTesters(trx, { from: loser.id, to: winner.id }),
  };
};
