import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { InboundContent } from '../cloud-api/inbound-content';
import { consentService, type ConsentNews } from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import type { RecordedInbound } from '../conversations/public';
import { isoOf } from '../kernel/time';
import { outboundService, type OutboundEvent } from '../outbound/public';
import { contextOf } from '../strapi/context';

const ofConsent = (news: ConsentNews): OutboundEvent => {
  const { contactId, at } = news;
  if (news.kind === 'pause')
    return news.until === null
      ? { type: 'consent.resumed', contactId, at, data: {} }
      : { type: 'consent.paused', contactId, at, data: { until: isoOf(news.until) } };
  const { categories, source } = news;
  const type = news.kind === 'opt-in' ? 'consent.opted_in' : 'consent.opted_out';
  return { type, contactId, at, data: { categories, source } };
};

const stateOf = ({ marketing, utility, pausedUntil }: ContactRow) => ({
  marketing,
  utility,
  pausedUntil: isoOf(pausedUntil),
});

const ofNewPerson = (contact: ContactRow): OutboundEvent => ({
  type: 'contact.created',
  contactId: contact.id,
  at: contact.addedAt,
  data: { source: contact.source, consent: stateOf(contact) },
  fact: `contact-created:${contact.id}`,
});

/** What happens to people, told to outside systems in the transaction in which it happens (O-23). */
export const connectOutbound = (strapi: Core.Strapi): void => {
  const { clock } = contextOf(strapi);
  const contacts = contactsService(strapi);
  const emit = outboundService(strapi).emit;
  consentService(strapi).newsEffects.push((trx, news) => emit(trx, news.map(ofConsent)));
  contacts.createdEffects.push((trx, people) => emit(trx, people.map(ofNewPerson)));
  contacts.removeEffects.push((trx, ids) =>
    emit(
      trx,
      ids.map((contactId) => ({
        type: 'contact.erased',
        contactId,
        at: clock.now(),
        data: {},
        fact: `contact-erased:${contactId}`,
      }))
    )
  );
  contacts.profileEffects.push((trx, changes) =>
    emit(
      trx,
      changes.map(({ contactId, fields }) => ({
        type: 'contact.updated',
        contactId,
        at: clock.now(),
        data: { fields },
      }))
    )
  );
  contacts.mergeEffects.push((trx, { winner, loser }) =>
    emit(trx, [
      {
        type: 'contact.merged',
        contactId: winner.id,
        mergedId: loser.id,
        at: clock.now(),
        data: {},
      },
    ])
  );
};

/** A customer wrote. Neither the text nor the file leaves the house this way. */
export const tellReceived = (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  told: {
    account: AccountRow;
    contactId: number;
    content: InboundContent;
    recorded: RecordedInbound;
    at: number;
  }
): Promise<void> => {
  const { account, contactId, content, recorded, at } = told;
  const data = {
    message: { id: recorded.messageId, wamid: content.wamid, type: content.type },
    conversation: { id: recorded.conversation.id },
    number: { phoneNumberId: account.phoneNumberId },
  };
  return outboundService(strapi).emit(trx, [{ type: 'message.received', contactId, at, data }]);
};
