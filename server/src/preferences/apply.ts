import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentService, wishesOf } from '../consent/public';
import { contactsService, saveContact, type ContactRow } from '../contacts/public';
import type { LogEvent } from '../contracts/log-events';
import type { PageLanguage } from '../kernel/html-page';
import { isoOf } from '../kernel/time';
import { logsService } from '../logs/public';
import { outboundService, type OutboundEvent } from '../outbound/public';
import { realtimeService } from '../realtime/public';
import type { Decision, MoreChange, PreferenceState } from './domain/choice';
import { agreeSentence, type Offer } from './public';

export const stateOf = (contact: ContactRow): PreferenceState => ({
  marketing: contact.marketing,
  utility: contact.utility,
  ...wishesOf(contact),
});

/** Where and in which words the person decided: what the ledger keeps as proof (O-04). */
interface ChosenBy {
  source: string;
  /** Language of the words that stood there. */
  language: PageLanguage;
  /** Is an opt-out confirmed in the chat by the words of the settings? */
  confirm: boolean;
  evidence?: string | null | undefined;
  /** A person on the team who wrote it down. */
  actor?: { id: number; name: string };
  wamid?: string | null | undefined;
  at: number;
  /** False: it does not decide what an earlier message meant. */
  settles?: boolean;
}

interface Choice {
  offer: Offer;
  by: ChosenBy;
  told: { event: LogEvent<'contact'>; text: string; by: string };
  /** Asked under the lock of the person's row; null: nothing is offered that this could choose. */
  decide(state: PreferenceState, before: ContactRow): Decision | null;
  /** What else belongs to the same decision. */
  also?(before: ContactRow): Promise<void>;
}

/** Did the person choose something that outside systems must know? */
const saysOther = (before: ContactRow, after: ContactRow): boolean =>
  (['marketing', 'utility', 'pausedUntil', 'topicsOut', 'channels', 'frequency'] as const).some(
    (key) => before[key] !== after[key]
  );

/** What the page of this person says now, for outside systems (O-23). */
const chosen = (contact: ContactRow, at: number): OutboundEvent => {
  const consent = { ...stateOf(contact), pausedUntil: isoOf(contact.pausedUntil) };
  return { type: 'preferences.changed', contactId: contact.id, at, data: { consent } };
};

/** Writes what a person decided about their messages, on the page or in the chat, in the caller's transaction. */
export const createApply = (strapi: Core.Strapi) => {
  /** Kinds, frequency and language, as there was a choice of. */
  const chooseMore = async (
    trx: Knex.Transaction,
    {
      before,
      more,
      offer,
      by,
    }: { before: ContactRow; more: MoreChange } & Pick<Choice, 'offer' | 'by'>
  ): Promise<void> => {
    const { source, language, evidence, actor = null, wamid, at } = by;
    const offered = offer.settings.topics.filter(({ key }) => more.offered.includes(key));
    await consentService(strapi).chooseTopics(trx, {
      contactId: before.id,
      source,
      actor,
      evidence,
      wamid,
      at,
      offered: offered.map(({ key, category, ...names }) => ({
        key,
        category,
        wording: names[language],
      })),
      refused: more.topicsRefused,
      frequency: more.frequency,
      channels: more.channels,
    });
    if (more.language === null || more.language === before.language) return;
    const people = contactsService(strapi);
    const contact = await people.lock(trx, before.id);
    if (!contact) return;
    await saveContact(trx, contact, { language: more.language, changedAt: at });
    await people.tellProfiles(trx, [{ contactId: contact.id, fields: ['language'] }]);
  };

  const record = (
    trx: Knex.Transaction,
    before: ContactRow,
    { decision, offer, by }: { decision: Decision } & Pick<Choice, 'offer' | 'by'>
  ): Promise<void> => {
    const { language, confirm, settles: _settles, ...where } = by;
    return consentService(strapi).recordAll(
      trx,
      decision.consents.map(({ category, action }) => ({
        ...where,
        contactId: before.id,
        category,
        action,
        // The sentence as it stood there: what was agreed to (O-04).
        wording: action === 'opt-in' ? agreeSentence(language, category, offer.business) : null,
        confirm: confirm && action === 'opt-out',
      }))
    );
  };

  const tell = async (
    trx: Knex.Transaction,
    { before, after }: { before: ContactRow; after: ContactRow | null },
    { told: { by, ...line }, at }: Pick<Choice, 'told'> & { at: number }
  ): Promise<void> => {
    if (after && saysOther(before, after))
      await outboundService(strapi).emit(trx, [chosen(after, at)]);
    await logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: 'info',
      ...line,
      contactId: before.id,
      details: { by },
    });
    await realtimeService(strapi).append(trx, [{ type: 'contact', id: before.id }]);
  };

  /** Null: the person is gone, or there was nothing to choose. `changed`: consents that are other ones now, not only said again. */
  return async (
    trx: Knex.Transaction,
    contactId: number,
    { offer, by, told, decide, also }: Choice
  ): Promise<{
    after: ContactRow;
    decision: Decision;
    changed: Decision['consents'];
  } | null> => {
    const people = contactsService(strapi);
    const before = await people.lock(trx, contactId);
    const decision = before && decide(stateOf(before), before);
    if (!before || !decision) return null;
    await record(trx, before, { decision, offer, by });
    if (!by.actor && by.settles !== false)
      await consentService(strapi).settleHold(trx, before.id, by.at);
    if (decision.pausedUntil !== undefined)
      await consentService(strapi).pause(trx, before.id, decision.pausedUntil);
    if (decision.more) await chooseMore(trx, { before, more: decision.more, offer, by });
    await also?.(before);
    const after = await people.lock(trx, before.id);
    await tell(trx, { before, after }, { told, at: by.at });
    if (!after) return null;
    const changed = decision.consents.filter(
      ({ category }) => before[category] !== after[category]
    );
    return { after, decision, changed };
  };
};
