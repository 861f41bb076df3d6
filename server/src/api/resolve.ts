import type { Core } from '@strapi/strapi';
import { accountsService, sendable, whyCannotSend, type AccountRow } from '../accounts/public';
import { contactsService } from '../contacts/public';
import type { SendApiMessageBody } from '../contracts/api';
import { DomainError } from '../kernel/errors';
import { isBsuid } from '../kernel/phone';
import type { IntentContent } from '../sending/public';
import {
  isSendable,
  templatesService,
  whyNotSendable,
  type TemplateRow,
} from '../templates/public';

const refuse = (
  kind: string,
  message: string,
  at: { field: string; remedy: string; reason?: string }
): DomainError => new DomainError(kind, `${at.field}: ${message}`, { status: 422, ...at });

const MAX_ID = 2_147_483_647;

/** Meta's id first: it may look like one of ours only when it is shorter than any that Meta gives. */
const findNumber = (numbers: AccountRow[], from: string | number): AccountRow | undefined =>
  numbers.find((n) => n.phoneNumberId === String(from)) ??
  numbers.find((n) => Number(from) <= MAX_ID && String(n.id) === String(from));

/** The number that sends: the default one when none is named. Throws when it is unknown or cannot send. */
export const numberOf = async (
  strapi: Core.Strapi,
  from: string | number | undefined
): Promise<AccountRow> => {
  const accounts = accountsService(strapi);
  const account =
    from === undefined ? await accounts.defaultNumber() : findNumber(await accounts.list(), from);
  if (!account) {
    const remedy = 'Use an id of Settings › WhatsApp › Numbers.';
    throw refuse('number-unknown', 'there is no such number', { field: 'from', remedy });
  }
  const may = sendable(account);
  if (!may.ok) {
    const remedy = 'Check the number in Settings › WhatsApp › Numbers.';
    throw refuse('number-not-usable', whyCannotSend(may.reason), {
      field: 'from',
      remedy,
      reason: may.reason,
    });
  }
  return account;
};

type Asked = Extract<SendApiMessageBody, { type: 'template' }>['template'];

/** Who gets it, as far as a template without a language asks for them. */
interface Whom {
  account: AccountRow;
  language(): Promise<string | null>;
}

const unknownTemplate = () => {
  const remedy =
    'Use a name and language of WhatsApp › Templates. Sync the templates if this one is new.';
  return refuse('template-unknown', 'this number has no such template', {
    field: 'template',
    remedy,
  });
};

/** A template that is named without a language is sent in that of the contact (E-25). */
const inTheirLanguage = async (
  strapi: Core.Strapi,
  { account, language }: Whom,
  { name, values: typed }: { name: string; values: Record<string, string> }
): Promise<TemplateRow> => {
  const named = { wabaId: account.wabaId, name };
  const found = await templatesService(strapi).forName(named, { typed, language });
  if (found === undefined) throw unknownTemplate();
  if (found) return found;
  const remedy =
    'Add the language in WhatsApp › Templates, or choose there what contacts in other languages get.';
  throw refuse('no-language', 'the template is not available in the language of this contact', {
    field: 'template',
    remedy,
  });
};

const namedTemplate = async (
  strapi: Core.Strapi,
  whom: Whom,
  asked: Asked
): Promise<TemplateRow> => {
  const service = templatesService(strapi);
  const { wabaId } = whom.account;
  if (!('id' in asked) && asked.language === undefined) return inTheirLanguage(strapi, whom, asked);
  const found =
    'id' in asked
      ? (await service.byIds([asked.id])).get(asked.id)
      : await service.byName(wabaId, asked.name, asked.language ?? '');
  if (!found || found.wabaId !== wabaId) throw unknownTemplate();
  return found;
};

const templateOf = async (strapi: Core.Strapi, whom: Whom, asked: Asked): Promise<TemplateRow> => {
  const service = templatesService(strapi);
  const found = await namedTemplate(strapi, whom, asked);
  const may = isSendable(found);
  if (!may.ok) {
    const remedy = 'Choose an approved template.';
    throw refuse('template-not-sendable', whyNotSendable(may.reason), {
      field: 'template',
      remedy,
      reason: may.reason,
    });
  }
  const keys = service.shape(found).slots.map((slot) => slot.key);
  const stray = Object.keys(asked.values).find((key) => !keys.includes(key));
  if (stray !== undefined) {
    const remedy =
      keys.length > 0
        ? `Use only: ${keys.join(', ')}.`
        : 'Leave the values out: the template has no variables.';
    throw refuse('unknown-value', 'the template has no such variable', {
      field: `template.values.${stray}`,
      remedy,
    });
  }
  return found;
};

/** What is to be sent, checked against the templates of the number; `hasCode`: its values hold a one-time code. */
export const contentOf = async (
  strapi: Core.Strapi,
  whom: Whom,
  body: SendApiMessageBody
): Promise<{ content: IntentContent; hasCode: boolean }> => {
  if (body.type === 'text')
    return {
      content: { type: 'text', text: body.text, previewUrl: body.previewUrl },
      hasCode: false,
    };
  const template = await templateOf(strapi, whom, body.template);
  return {
    content: { type: 'template', templateId: template.id, values: body.template.values },
    hasCode: templatesService(strapi).codeMinutes(template) !== null,
  };
};

const found = ({ contact, created }: { contact: { id: number }; created: boolean }) => ({
  id: contact.id,
  created,
});

/** The person; one who is not known yet becomes a contact, so that their consent can be recorded. */
export const personOf = async (
  strapi: Core.Strapi,
  account: Pick<AccountRow, 'defaultCountry'>,
  to: SendApiMessageBody['to']
): Promise<{ id: number; created: boolean }> => {
  const contacts = contactsService(strapi);
  if (typeof to === 'string') {
    if (isBsuid(to)) {
      throw refuse('invalid', 'this is a WhatsApp user id', {
        field: 'to',
        remedy: 'Write it as {"userId": "…"}.',
      });
    }
    return found(await contacts.ensure({ phone: to, country: account.defaultCountry }, 'api'));
  }
  if ('userId' in to) {
    if (!isBsuid(to.userId)) {
      const remedy = 'Use the form of WhatsApp, for example TR.13491208655302741918.';
      throw refuse('invalid', 'this is no WhatsApp user id', { field: 'to.userId', remedy });
    }
    return found(await contacts.ensure({ bsuid: to.userId }, 'api'));
  }
  try {
    return { id: (await contacts.get(to.contactId)).id, created: false };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const remedy = 'Use the id of a contact of WhatsApp › Contacts, or a phone number.';
    throw refuse('contact-unknown', 'there is no such contact', { field: 'to.contactId', remedy });
  }
};
