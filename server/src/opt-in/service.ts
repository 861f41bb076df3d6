import { randomInt } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { askedPurposes } from '../consent/public';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { DAY_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { CODE_LIVES_MS, newCode, prefilled, waLink } from './domain/code';
import { createDesk } from './desk';
import { createForms, NO_TEXTS } from './forms';
import { createInbound } from './inbound';
import type { OptInService } from './public';
import {
  countStarted,
  deleteExpired,
  findForm,
  findVersion,
  forgetPeople,
  insertRequest,
  moveRequests,
} from './store';

const KEPT_MS = 7 * DAY_MS;

/** Ways for people to agree, with proof: hosted page, widget, links and QR codes (O-02…O-16). */
export const createOptInService = ({ strapi }: { strapi: Core.Strapi }): OptInService => {
  const { db, clock } = contextOf(strapi);

  const open: OptInService['open'] = async (slug) => {
    const form = await findForm(db.knex, { slug });
    if (!form?.active) return null;
    const version = await findVersion(db.knex, form.id, form.version);
    const account = (await accountsService(strapi).list()).find(({ id }) => id === form.accountId);
    if (!version || !account) return null;
    return {
      id: form.id,
      slug: form.slug,
      accountId: account.id,
      ...(await accountsService(strapi).brand(account)),
      phone: account.displayPhoneNumber,
      country: account.defaultCountry,
      version: form.version,
      category: version.category,
      texts: version.texts ?? NO_TEXTS,
      sites: form.sites ?? [],
      purposes: (await askedPurposes(db.knex)).filter(({ purpose }) =>
        (form.purposes ?? []).includes(purpose)
      ),
    };
  };

  const submit: OptInService['submit'] = async ({
    form,
    language,
    submission,
    phone,
    via,
    page,
  }) => {
    // Somebody may have saved another wording while this person was reading: what they read counts.
    const read = submission.version ?? form.version;
    const known = read === form.version ? null : await findVersion(db.knex, form.id, read);
    const { version, texts } = known
      ? { version: known.version, texts: known.texts ?? NO_TEXTS }
      : { version: form.version, texts: form.texts };
    const code = newCode((below) => randomInt(below));
    const message = prefilled(texts[language]?.agree ?? '', { code, language });
    const link = waLink(form.phone, message);
    if (link === null)
      throw new DomainError('no-link', 'The phone number of this form is not known yet.', {
        status: 409,
        remedy: 'Check the number under Settings › WhatsApp › Numbers.',
      });
    const at = clock.now();
    const until = at + CODE_LIVES_MS;
    await db.tx(async (trx) => {
      await insertRequest(trx, {
        formId: form.id,
        version,
        language,
        via,
        codeKey: keyOf(code),
        page,
        phone,
        name: submission.name.trim() || null,
        // Only what this form asks for: a box that somebody made up is no question of ours.
        purposes: submission.purpose.filter(({ purpose }) =>
          form.purposes.some((one) => one.purpose === purpose)
        ),
        contactId: null,
        wamid: null,
        addedAt: at,
        expiresAt: until,
        usedAt: null,
      });
      await countStarted(trx, form.id);
    });
    return { link, message, until };
  };

  return {
    ...createForms(strapi),
    ...createDesk(strapi),
    open,
    submit,
    applyMessage: createInbound(strapi),
    purge: () => deleteExpired(db.knex, clock.now() - KEPT_MS),
    mergeEffect: (trx, { winner, loser }) => moveRequests(trx, loser.id, winner.id),
    removeEffect: (trx, contactIds) => forgetPeople(trx, contactIds),
  };
};
