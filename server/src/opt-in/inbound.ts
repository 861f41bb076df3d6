import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentService, purposeVersion } from '../consent/public';
import { contactsService, type ContactRow } from '../contacts/public';
import type { OptInLanguage } from '../contracts/opt-in';
import { keyOf } from '../kernel/hash';
import { sameNumber } from '../kernel/phone';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { afterAgreement, shownWording } from './agreed';
import { cameBy, codesIn, saidWith } from './domain/code';
import { sourceOf } from './forms';
import type { AppliedCode, OptInService } from './public';
import {
  findForm,
  findRequest,
  findVersion,
  insertRequest,
  linkUsed,
  listVersions,
  takeRequest,
} from './store';
import type { OptInFormRow, OptInRequestRow, OptInVersionRow } from './tables';

type Message = Parameters<OptInService['applyMessage']>[1] & { text: string };

/** An agreement that a message completes. */
interface Act {
  form: OptInFormRow;
  wording: OptInVersionRow;
  language: OptInLanguage;
  request: OptInRequestRow;
}

const LANGUAGES = ['en', 'tr'] as const;

const sentencesOf = (wording: OptInVersionRow): string[] =>
  LANGUAGES.map((language) => wording.texts?.[language]?.agree ?? '');

const evidenceOf = (
  { form, wording, language, request }: Act,
  sender: ContactRow,
  text: string
) => {
  const differs =
    request.phone !== null &&
    !sameNumber(request.phone, sender.waId ?? sender.phone ?? sender.bsuid);
  return [
    `form ${form.slug}, version ${wording.version} (${language})`,
    `request ${request.id}`,
    request.via,
    request.page,
    differs ? `typed ${request.phone}, which is not the sender` : null,
    `message: ${text}`,
  ]
    .filter(Boolean)
    .join(' · ');
};

/** By what the chat was opened: the code of a form itself stands in its link and its QR code. */
const openedBy = ({ form, request }: Act, text: string): AppliedCode['by'] => {
  if (request.via === 'link') return cameBy(text, form.code);
  return request.via === 'widget' ? 'widget' : 'page';
};

/** What an inbound message with a code does: the second half of the double opt-in, and codes of links and QR (O-11, O-12). */
export const createInbound = (strapi: Core.Strapi): OptInService['applyMessage'] => {
  const { clock } = contextOf(strapi);

  /** A code of the page: once, in time, no matter who sends it. */
  const byRequest = async (
    trx: Knex.Transaction,
    code: string,
    message: Message
  ): Promise<Act | 'known' | null> => {
    const request = await findRequest(trx, keyOf(code));
    if (!request) return null;
    const { contactId, wamid, at } = message;
    if (request.usedAt !== null) return request.contactId === contactId ? 'known' : null;
    if (request.expiresAt <= at) return null;
    const form = await findForm(trx, { id: request.formId });
    const wording = await findVersion(trx, request.formId, request.version);
    if (!form?.active || !wording) return null;
    if (saidWith(message.text, code, sentencesOf(wording)) === null) return null;
    if (!(await takeRequest(trx, request.id, { contactId, wamid, usedAt: clock.now() })))
      return null;
    return { form, wording, language: request.language, request };
  };

  /** The code of a form: the message itself says what is agreed to, in the wording that was printed. */
  const byForm = async (
    trx: Knex.Transaction,
    code: string,
    message: Message
  ): Promise<Act | 'known' | null> => {
    const form = await findForm(trx, { code });
    if (!form?.active) return null;
    const versions = await listVersions(trx, form.id);
    const said = saidWith(message.text, code, versions.flatMap(sentencesOf));
    const wording = versions[typeof said === 'number' ? Math.floor(said / 2) : 0];
    if (said === null || !wording) return null;
    const offered = LANGUAGES.find((language) => wording.texts?.[language]) ?? 'en';
    const language = typeof said === 'number' ? (LANGUAGES[said % 2] ?? offered) : offered;
    const { contactId, wamid } = message;
    const contact = await contactsService(strapi).lock(trx, contactId);
    const version = wording.version;
    if (contact?.[wording.category] === 'in')
      if (await linkUsed(trx, { formId: form.id, version, contactId: contact.id })) return 'known';
    const at = clock.now();
    const row = {
      formId: form.id,
      version,
      language,
      via: 'link' as const,
      codeKey: null,
      page: null,
      phone: null,
      name: null,
      purposes: null,
      contactId,
      wamid,
      addedAt: at,
      expiresAt: at,
      usedAt: at,
    };
    return { form, wording, language, request: { ...row, id: await insertRequest(trx, row) } };
  };

  /** What was ticked beside the opt-in, apart from it: a line of its own with the words that were read. */
  const agreeToData = async (
    trx: Knex.Transaction,
    { form, request, language }: Act,
    { contactId, wamid, at }: Message
  ): Promise<void> => {
    for (const { purpose, version } of request.purposes ?? []) {
      const read = await purposeVersion(trx, purpose, version);
      if (!read) continue;
      await consentService(strapi).recordData(trx, {
        contactId,
        purpose,
        action: 'opt-in',
        source: sourceOf(form),
        wording: read.texts[language],
        evidence: `version ${version} · request ${request.id} · ${request.via}`,
        wamid,
        at,
      });
    }
  };

  const complete = async (trx: Knex.Transaction, act: Act, message: Message) => {
    const { contactId, accountId, text, wamid, at } = message;
    const before = await contactsService(strapi).lock(trx, contactId);
    if (!before) return null;
    const { form, wording, language, request } = act;
    const category = wording.category;
    await consentService(strapi).record(trx, {
      contactId: before.id,
      category,
      action: 'opt-in',
      source: sourceOf(form),
      wording: shownWording(wording, language),
      evidence: evidenceOf(act, before, text),
      wamid,
      at,
    });
    await agreeToData(trx, act, message);
    const after = (await contactsService(strapi).lock(trx, before.id)) ?? before;
    const { name } = request;
    const hints = await afterAgreement(strapi, trx, { form, contact: after, name, language });
    await consentService(strapi).owe(trx, {
      contactId: before.id,
      accountId,
      action: 'opt-in',
      language,
      text: wording.texts?.[language]?.thanks || null,
      fact: `opt-in:${request.id}`,
      at: clock.now(),
    });
    await logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: 'info',
      event: 'opted-in-by-form',
      text: `a person opted in by the form "${form.name}"`,
      contactId: before.id,
      accountId,
      details: { form: form.name, via: request.via },
    });
    return {
      outcome: 'opted-in' as const,
      by: openedBy(act, text),
      changed: after[category] !== before[category],
      hints,
    };
  };

  return async (trx, { text, ...rest }) => {
    for (const code of codesIn(text ?? '')) {
      const message = { ...rest, text: text ?? '' };
      // The person first: people are locked before what hangs on them (engine 9).
      await contactsService(strapi).lock(trx, rest.contactId);
      const act = (await byRequest(trx, code, message)) ?? (await byForm(trx, code, message));
      if (act === 'known') return { outcome: 'known', by: null, changed: false, hints: [] };
      if (act) return complete(trx, act, message);
    }
    return null;
  };
};
