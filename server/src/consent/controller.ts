import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { decideStopBody, recordConsentBody, type ContactView } from '../contracts/contacts';
import { contactsService, readingOf } from '../contacts/public';
import { consentSettingsBody, recordDataConsentBody, tryWordsBody } from '../contracts/consent';
import { DomainError } from '../kernel/errors';
import { pageLanguage } from '../kernel/html-page';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, pathId } from '../strapi/http';
import { askedPurposes, consentService } from './public';
import { createConsentSettings } from './settings';

/** Nobody can agree to words that were never written. */
const notAsked = (): DomainError =>
  new DomainError('purpose-not-asked', 'Contacts are not asked for this consent now.', {
    field: 'purpose',
    status: 409,
    remedy:
      'Under Settings › WhatsApp › Consent, choose “Ask on the preference page” and enter the consent wording.',
  });

const wordingLanguage = ({ language }: { language: string | null }) => pageLanguage(language ?? '');

export const createConsentController = ({ strapi }: { strapi: Core.Strapi }) => {
  const viewOf = async (ctx: Context, id: number): Promise<ContactView | undefined> => {
    const people = contactsService(strapi);
    return (await people.views([await people.get(id)], readingOf(ctx)))[0];
  };
  const settings = () => createConsentSettings(strapi, () => consentService(strapi).loadWords());
  return {
    /** GET /settings/consent */
    settings: handle(() => settings().get()),
    /** PUT /settings/consent: who changed what goes into the log. */
    change: handle((ctx) => settings().set(body(ctx, consentSettingsBody), adminUser(ctx))),
    /** POST /settings/consent/try: what a message would do. */
    tryWords: handle((ctx) => settings().tryWords(body(ctx, tryWordsBody))),
    /** A person on the team writes down what the contact said of a purpose of data collection. */
    recordData: handle(async (ctx) => {
      const contact = await contactsService(strapi).get(pathId(ctx));
      const { purpose, action, source, evidence } = body(ctx, recordDataConsentBody);
      const actor = adminUser(ctx);
      const { db, clock } = contextOf(strapi);
      const asked = (await askedPurposes(db.knex)).find((one) => one.purpose === purpose);
      if (!asked && action === 'opt-in') throw notAsked();
      await db.tx(async (trx) => {
        await consentService(strapi).recordData(trx, {
          contactId: contact.id,
          purpose,
          action,
          source,
          evidence: asked ? `version ${asked.version} · ${evidence}` : evidence,
          wording: action === 'opt-in' ? (asked?.texts[wordingLanguage(contact)] ?? null) : null,
          actor,
          at: clock.now(),
        });
        await logsService(strapi).writeIn(trx, {
          area: 'contact',
          level: 'info',
          event: 'data-consent-recorded',
          text: `${actor.name} recorded a consent for data collection: ${purpose} ${action}`,
          contactId: contact.id,
          details: {
            purpose,
            said: action === 'opt-in' ? 'agreed' : 'refused',
            by: actor.name,
            userId: actor.id,
          },
        });
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: contact.id }]);
      });
      return {
        consents: await consentService(strapi).dataOf(
          await contactsService(strapi).get(contact.id)
        ),
      };
    }),
    /** A person on the team writes down what the contact said (O-20); their name goes into the ledger. */
    record: handle(async (ctx) => {
      const contact = await contactsService(strapi).get(pathId(ctx));
      const { category, action, source, evidence } = body(ctx, recordConsentBody);
      await consentService(strapi).record(null, {
        contactId: contact.id,
        category,
        action,
        source,
        evidence,
        actor: adminUser(ctx),
        confirm: true,
        at: contextOf(strapi).clock.now(),
      });
      return viewOf(ctx, contact.id);
    }),
    /** POST /contacts/:id/asked-stop: the team decides what a message meant that may have asked for no more messages. */
    decideStop: handle(async (ctx) => {
      const contact = await contactsService(strapi).get(pathId(ctx));
      const decision = body(ctx, decideStopBody);
      const decided = { contactId: contact.id, decision, actor: adminUser(ctx) };
      await consentService(strapi).decideStop(decided);
      return viewOf(ctx, contact.id);
    }),
  };
};
