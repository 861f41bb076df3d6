import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { contextOf } from '../strapi/context';
import type { AskedBy, Decide } from './hold';
import { CATEGORIES } from './domain/merged';
import type { Said } from './ledger';
import type { AppliedSaid, ConsentAction, ConsentService } from './public';
import { oweReply, type OwedReply } from './replies';

/** What a decision writes, and into which categories. */
const WRITES = {
  out: { action: 'opt-out', among: CATEGORIES },
  'out-of-marketing': { action: 'opt-out', among: ['marketing'] },
  in: { action: 'opt-in', among: CATEGORIES },
} as const satisfies Record<AppliedSaid['decision'], Pick<Said, 'action' | 'among'>>;

/** Our confirmations are in two languages: words of all others are confirmed in English. */
const replyLanguage = (language: string | null): 'tr' | 'en' | null =>
  language === null ? null : language === 'tr' ? 'tr' : 'en';

interface SaidDeps {
  /** Writes what the person said into the ledger; null when it changes nothing. */
  apply(trx: Knex.Transaction, said: Said): Promise<ConsentAction | null>;
  /** The language of a word for leaving or coming back. */
  languageOf(words: string): string | null;
}

/** Writes what a message decided, or what the team found that it meant, and owes the confirmation. */
export const createSaid = (strapi: Core.Strapi, { apply, languageOf }: SaidDeps) => {
  const { clock } = contextOf(strapi);

  /** Owes the confirmation of what changed. */
  const confirm = (
    trx: Knex.Transaction,
    reply: Pick<OwedReply, 'contactId' | 'accountId' | 'language' | 'fact'> & {
      action: ConsentAction;
    }
  ): Promise<void> => oweReply(strapi, trx, { ...reply, at: clock.now() });

  const applySaid: ConsentService['applySaid'] = async (trx, said) => {
    const { decision, contactId, accountId, words, isPressed = false, wamid, at } = said;
    const { action, among } = WRITES[decision];
    const done = await apply(trx, {
      ...{ contactId, action, wamid, at },
      among: [...among],
      source: isPressed ? 'unsubscribe button' : 'keyword',
      evidence: words,
    });
    if (done && accountId !== undefined)
      await confirm(trx, {
        ...{ contactId, accountId, action },
        language: replyLanguage(said.language),
        fact: `keyword:${wamid ?? `${contactId}:${at}`}`,
      });
    return done;
  };

  /** The team found that a message asked for no more messages. */
  const optOutAsked = async (
    trx: Knex.Transaction,
    { contactId, accountId, messageId, words, wamid, at, actor }: AskedBy & Pick<Decide, 'actor'>
  ): Promise<ConsentAction | null> => {
    const said = {
      contactId,
      action: 'opt-out',
      source: 'asked to stop',
      evidence: words,
    } as const;
    let done = await apply(trx, { ...said, wamid, actor, at, among: CATEGORIES });
    const contact = await contactsService(strapi).lock(trx, contactId);
    const left = CATEGORIES.filter((category) => contact?.[category] !== 'out');
    // Somebody wrote down a yes since then: the decision of now counts more.
    if (left.length > 0)
      done = (await apply(trx, { ...said, actor, at: clock.now(), among: left })) ?? done;
    const language = replyLanguage(languageOf(words));
    if (done)
      await confirm(trx, {
        ...{ contactId, accountId, language, action: done },
        fact: `asked-stop:${messageId}`,
      });
    return done;
  };

  return { confirm, applySaid, optOutAsked };
};
