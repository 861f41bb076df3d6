import type { Core } from '@strapi/strapi';
import { accountsService, businessOf } from '../accounts/public';
import { consentService } from '../consent/public';
import { contactsService } from '../contacts/public';
import type { DeskOptInBody, DeskResult } from '../contracts/opt-in';
import { DomainError, notFound } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { afterAgreement, shownWording } from './agreed';
import { countriesOf } from './domain/countries';
import { deskWords } from './domain/desk-words';
import { numberHint, readSubmission } from './domain/submission';
import { formWords } from './domain/words';
import { NO_TEXTS } from './forms';
import type { OptInService } from './public';
import {
  currentVersions,
  findForm,
  findRequest,
  findVersion,
  insertRequest,
  listForms,
} from './store';

/** In the ledger: somebody of the team was there and pressed with the customer (O-15). */
const SOURCE = 'desk';

interface Given {
  actor: { id: number; name: string };
  body: DeskOptInBody;
}

const refuse = (field: string, message: string, remedy: string): DomainError =>
  new DomainError('invalid', `${field}: ${message}`, { field, remedy, status: 422 });

/** The service desk: published forms on a tablet, agreed to in front of somebody of the team. */
export const createDesk = (strapi: Core.Strapi): Pick<OptInService, 'desk' | 'agreeAtDesk'> => {
  const { db, clock } = contextOf(strapi);

  const desk = async (): Promise<DeskResult> => {
    const versions = await currentVersions(db.knex);
    const accounts = await accountsService(strapi).list();
    const forms = (await listForms(db.knex)).flatMap((form) => {
      const version = versions.get(form.id);
      const account = accounts.find(({ id }) => id === form.accountId);
      if (!form.active || !version || !account) return [];
      const { id, name } = form;
      const business = businessOf(account);
      const texts = version.texts ?? NO_TEXTS;
      const { category, version: number } = version;
      return [
        { id, name, business, country: account.defaultCountry, version: number, category, texts },
      ];
    });
    const of = (language: 'en' | 'tr') => {
      const { thanksHint, ...words } = deskWords[language];
      return { ...words, thanksHint: thanksHint('{business}') };
    };
    return {
      forms,
      words: { en: of('en'), tr: of('tr') },
      countries: { en: [...countriesOf('en')], tr: [...countriesOf('tr')] },
    };
  };

  /** The form and the wording that stood on the screen; somebody may have saved another one meanwhile. */
  const readOf = async (formId: number, { version, language }: DeskOptInBody) => {
    const form = await findForm(db.knex, { id: formId });
    if (!form) throw notFound('the form');
    if (!form.active)
      throw new DomainError('form-off', 'This form is no longer published.', {
        status: 409,
        remedy: 'Publish the form in Settings › WhatsApp › Opt-in forms, or choose another form.',
      });
    const wording = await findVersion(db.knex, form.id, version);
    if (!wording?.texts?.[language])
      throw refuse(
        'version',
        'the form has no text in this version and language',
        'Reload the page.'
      );
    return { form, wording };
  };

  const agreeAtDesk: OptInService['agreeAtDesk'] = async (formId, { actor, body }: Given) => {
    const { form, wording } = await readOf(formId, body);
    const { language, version } = body;
    const account = await accountsService(strapi).get(form.accountId);
    // Data collection is asked where the customer is alone with the question: on the forms and the preference page.
    const given = { ...body, agree: true as const, page: '', purpose: [] };
    const { phone } = readSubmission(given, account.defaultCountry);
    if (!phone) {
      const hint = numberHint(given, { fallback: account.defaultCountry, language });
      const remedy = hint ?? formWords[language].wrong.number;
      throw refuse('number', 'one telephone number is needed', remedy);
    }
    // By this a press that is repeated after a lost answer is known again.
    const codeKey = keyOf(`desk:${actor.id}:${body.requestKey}`);
    if (await findRequest(db.knex, codeKey)) return;
    const { contact } = await contactsService(strapi).ensure(phone, SOURCE);
    const at = clock.now();
    const name = body.name.trim() || null;
    const write = () =>
      db.tx(async (trx) => {
        const person = await contactsService(strapi).lock(trx, contact.id);
        if (!person) throw notFound('contact');
        const requestId = await insertRequest(trx, {
          ...{ formId, version, language, codeKey, name, phone: phone.e164 },
          via: 'desk',
          page: null,
          purposes: null,
          contactId: person.id,
          wamid: null,
          addedAt: at,
          expiresAt: at,
          usedAt: at,
        });
        await consentService(strapi).record(trx, {
          contactId: person.id,
          category: wording.category,
          action: 'opt-in',
          source: SOURCE,
          wording: shownWording(wording, language),
          evidence: `form ${form.slug}, version ${version} (${language}) · request ${requestId} · desk`,
          actor,
          at,
        });
        await consentService(strapi).settleHold(trx, person.id, at);
        const after = (await contactsService(strapi).lock(trx, person.id)) ?? person;
        const hints = await afterAgreement(strapi, trx, { form, contact: after, name, language });
        await logsService(strapi).writeIn(trx, {
          area: 'contact',
          level: 'info',
          event: 'opted-in-at-desk',
          text: `a person opted in at the desk by the form "${form.name}"`,
          contactId: person.id,
          accountId: account.id,
          details: { form: form.name, by: actor.name, userId: actor.id },
        });
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: person.id }, ...hints]);
      });
    await write().catch((error: unknown) => {
      // The same press came twice at one moment: the other one wrote it.
      if (!isUniqueViolation(error)) throw error;
    });
  };

  return { desk, agreeAtDesk };
};
