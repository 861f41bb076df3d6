import type { Core } from '@strapi/strapi';
import type { TestSendResult } from '../contracts/testers';
import { DomainError } from '../kernel/errors';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { TestersService, Trial } from './public';
import { listTesters } from './store';
import type { TesterRow } from './tables';

type Confirmed = TesterRow & { contactId: number };

const isConfirmed = (row: TesterRow): row is Confirmed =>
  row.confirmedAt !== null && row.contactId !== null;

const notATester = (testerId: number): DomainError =>
  new DomainError('not-a-tester', `test recipient ${testerId} has not sent the code`, {
    field: 'testerIds',
    remedy: 'Choose test recipients who have confirmed.',
    status: 422,
  });

/** A message to testers, as an answer of the person who tries it: consent, window, limit and prices hold as for anybody. */
export const createTestSend = (strapi: Core.Strapi): TestersService['send'] => {
  const { db } = contextOf(strapi);

  const sendOne = async (
    { id: testerId, name, contactId }: Confirmed,
    { accountId, userId, clientId, testOf, contentFor, ...trial }: Trial
  ): Promise<TestSendResult['results'][number]> => {
    try {
      const { message } = await sendingService(strapi).send({
        accountId,
        contactId,
        origin: 'agent',
        agentId: userId,
        lane: 0,
        key: { owner: `user:${userId}`, key: `test:${trial.name}:${clientId}:${testerId}` },
        testOf,
        content: await contentFor(contactId),
      });
      const failed = message.state === 'failed';
      return { testerId, name, ok: !failed, reason: failed ? message.errorClass : null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { testerId, name, ok: false, reason: error.kind };
    }
  };

  return async (trial) => {
    const confirmed = new Map(
      (await listTesters(db.knex)).filter(isConfirmed).map((row) => [row.id, row])
    );
    const chosen = [...new Set(trial.testerIds)].map((id) => {
      const row = confirmed.get(id);
      if (!row) throw notATester(id);
      return row;
    });
    const results = [];
    for (const row of chosen) results.push(await sendOne(row, trial));
    return { results };
  };
};
