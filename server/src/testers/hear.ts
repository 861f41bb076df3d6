import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import { DomainError } from '../kernel/errors';
import { keyedHash } from '../kernel/hash';
import { answerLanguage } from '../kernel/html-page';
import { DAY_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { codesIn } from '../opt-in/public';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { codeOf, isFrom, senderOf, stateOf } from './domain/code';
import type { TestersService } from './public';
import { changeWaiting, countTry, listTesters, noteAnswered, unanswered } from './store';
import type { TesterRow } from './tables';

const WORDS = {
  en: 'You can now receive test messages.',
  tr: 'Artık test mesajlarını alabilirsiniz.',
};

/** Codes that testers send from their WhatsApp, and the one answer to each. */
export const createHearing = (strapi: Core.Strapi): Pick<TestersService, 'hear' | 'answer'> => {
  const { db, clock } = contextOf(strapi);
  /** A code came, whatever became of its transaction; or before this process began. */
  let isOwed = true;

  const hear: TestersService['hear'] = async (trx, { contact, accountId, text, at }) => {
    const code = codeOf(text, codesIn);
    if (code === null) return false;
    const waiting = (await listTesters(trx)).filter((row) => stateOf(row, at) === 'waiting');
    if (waiting.length === 0) return false;
    const key = keyedHash(code, (await runtimeService(strapi).install()).secret);
    const found = senderOf(waiting, contact, key);
    if (!found) {
      const mistyped = waiting.filter((one) => isFrom(one, contact)).map(({ id }) => id);
      await countTry(trx, mistyped);
      return false;
    }
    const confirmed = { codeKey: null, contactId: contact.id, accountId, confirmedAt: clock.now() };
    if (!(await changeWaiting(trx, found.id, confirmed))) return false;
    isOwed = true;
    await logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: 'info',
      event: 'tester-confirmed',
      text: 'a tester sent their code',
      contactId: contact.id,
      accountId,
    });
    return true;
  };

  const answerOne = async ({ id, accountId, contactId, confirmedAt }: TesterRow): Promise<void> => {
    if (accountId === null || contactId === null) return;
    const key = `confirmed:${id}:${confirmedAt}`;
    const contact = await contactsService(strapi).get(contactId);
    await sendingService(strapi).send({
      accountId,
      contactId,
      origin: 'system',
      lane: 0,
      key: { owner: 'testers', key, bodyHash: key },
      content: { type: 'text', text: WORDS[answerLanguage(contact)] },
    });
  };

  /** Nobody waits for it: what hinders it, hinders it for good. */
  const answer = async (): Promise<void> => {
    if (!isOwed) return;
    isOwed = false;
    for (const row of await unanswered(db.knex)) {
      try {
        if (clock.now() - (row.confirmedAt ?? 0) < DAY_MS) await answerOne(row);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
      await noteAnswered(db.knex, row.id, clock.now());
    }
  };

  return { hear, answer };
};
