import type { Core } from '@strapi/strapi';
import { accountsService, sendable, type AccountRow } from '../accounts/public';
import { checkMessage } from '../cloud-api/message-limits';
import type { MessageContent, Recipient } from '../cloud-api/message-types';
import {
  buildMessage,
  template as templateContent,
  text as textContent,
} from '../cloud-api/messages';
import { buildTemplateComponents, type SlotValues } from '../cloud-api/template-components';
import { lineOf, previewTemplate } from '../cloud-api/template-preview';
import { shapeOf } from '../cloud-api/template-shape';
import { address, contactsService, type ContactRow } from '../contacts/public';
import type { MessageBody } from '../contracts/conversations';
import type { SlotBindings } from '../contracts/templates';
import { messageByKey } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { isSendable, resolveValues, templatesService, type TemplateRow } from '../templates/public';
import { contextOf } from '../strapi/context';

export type IntentContent =
  | { type: 'text'; text: string; replyTo?: number | undefined; previewUrl?: boolean | undefined }
  | { type: 'template'; templateId: number; values: Record<string, string> };

/** Whoever wants to send says this; everything else is the same for chat, API, bots and automations. */
export interface Intent {
  accountId: number;
  contactId: number;
  origin: 'agent' | 'api' | 'bot' | 'automation' | 'system';
  agentId?: number | undefined;
  /** 0: a person waits, sent at once; 1: through the number's bucket. */
  lane: 0 | 1;
  /** Unique per owner; a repeat answers with the same message (I16). */
  key: {
    owner: string;
    key: string;
    /** sha256 of what the caller said, when the intent was worked out from it (people merge, templates are renamed). */
    bodyHash?: string;
  };
  content: IntentContent;
}

/** A message that may be recorded: everything that can be known before the permit is checked. */
export interface Prepared {
  account: AccountRow;
  contact: ContactRow;
  content: MessageContent;
  body: MessageBody;
  line: string;
  template: TemplateRow | null;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION' | 'SERVICE';
  replyTo: string | null;
}

/** Address as the Cloud API client wants it; null when the person has none. */
export const recipientOf = (contact: ContactRow): Recipient | null => {
  const found = address(contact);
  if (!found) return null;
  return found.kind === 'phone'
    ? { kind: 'phone', e164: found.to }
    : { kind: 'user', userId: found.recipient };
};

export const categoryOf = (template: TemplateRow | null): Prepared['category'] => {
  if (!template) return 'SERVICE';
  return template.category === 'MARKETING' || template.category === 'AUTHENTICATION'
    ? template.category
    : 'UTILITY';
};

export interface Rendered {
  content: MessageContent;
  body: MessageBody;
  usedFallback: boolean;
}
export type RenderResult = { ok: true; rendered: Rendered } | { ok: false; refusal: DomainError };

type TemplateParts = Pick<TemplateRow, 'name' | 'language' | 'components' | 'parameterFormat'>;

/**
 * Renders one template for many people: its structure is read once. Values that were typed win over the bindings.
 * What it builds agrees with the template's structure, so Meta cannot answer 132000 or 132012.
 */
export const templateRenderer = (template: TemplateParts, bindings: SlotBindings) => {
  const shape = shapeOf(template.components, template.parameterFormat);
  return (contact: ContactRow, typed: Record<string, string> = {}): RenderResult => {
    const open = shape.slots.filter((slot) => !typed[slot.key]);
    const resolved = resolveValues(open, bindings, contact);
    if (!resolved.ok) {
      const refusal = new DomainError(
        'missing-value',
        `these values are missing: ${resolved.missing.join(', ')}`,
        {
          field: `values.${resolved.missing[0] ?? ''}`,
          remedy: 'fill in the value, or bind the variable with a fallback',
          missing: resolved.missing,
        }
      );
      return { ok: false, refusal };
    }
    const values: SlotValues = { ...resolved.values, ...typed };
    const components = buildTemplateComponents(shape, values);
    if (!components.ok) {
      const [problem] = components.error;
      const refusal = new DomainError('bad-value', problem?.message ?? 'a value does not fit', {
        field: `values.${problem?.slot ?? ''}`,
        remedy: problem?.message ?? '',
      });
      return { ok: false, refusal };
    }
    const content = templateContent(template.name, template.language, components.value);
    return {
      ok: true,
      rendered: {
        content,
        body: previewTemplate(shape, values),
        usedFallback: resolved.usedFallback,
      },
    };
  };
};

/** One template for one person; throws what hinders it. */
const renderOne = (
  template: TemplateRow,
  contact: ContactRow,
  typed: Record<string, string>
): Rendered => {
  const result = templateRenderer(template, template.bindings ?? {})(contact, typed);
  if (!result.ok) throw result.refusal;
  return result.rendered;
};

const textBody = (text: string): MessageBody => ({
  type: 'text',
  text,
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
});

const renderText = (content: IntentContent): Pick<Rendered, 'content' | 'body'> => {
  const text = content.type === 'text' ? content.text : '';
  return {
    content: textContent(text, content.type === 'text' && content.previewUrl),
    body: textBody(text),
  };
};

/** Checks and renders an intent. Throws a refusal that names the field and the remedy. */
export const createPrepare = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  const templateOf = async (account: AccountRow, id: number): Promise<TemplateRow> => {
    const template = await templatesService(strapi).get(id);
    if (template.wabaId !== account.wabaId) {
      throw new DomainError(
        'template-of-another-account',
        'this template belongs to another WhatsApp account',
        {
          field: 'templateId',
          remedy: 'choose a template of this number',
        }
      );
    }
    const may = isSendable(template);
    if (!may.ok) {
      throw new DomainError(
        'template-not-sendable',
        `the template may not be sent now: ${may.reason ?? ''}`,
        {
          field: 'templateId',
          remedy: 'choose an approved template',
          reason: may.reason,
        }
      );
    }
    return template;
  };

  const quotedWamid = async (messageId: number | undefined): Promise<string | null> => {
    if (!messageId) return null;
    return (await messageByKey(db.knex, { id: messageId }))?.wamid ?? null;
  };

  return async (intent: Intent): Promise<Prepared> => {
    const account = await accountsService(strapi).get(intent.accountId);
    const may = sendable(account);
    if (!may.ok) {
      throw new DomainError('number-not-usable', `this number cannot send now: ${may.reason}`, {
        status: 409,
        reason: may.reason,
        remedy: 'look at Settings › WhatsApp › Numbers',
      });
    }
    const contact = await contactsService(strapi).get(intent.contactId);
    const to = recipientOf(contact);
    if (!to) {
      throw new DomainError('no-address', 'this contact has neither a number nor a WhatsApp id', {
        field: 'contactId',
      });
    }
    const { content } = intent;
    const template =
      content.type === 'template' ? await templateOf(account, content.templateId) : null;
    const rendered =
      content.type === 'template' && template
        ? renderOne(template, contact, content.values)
        : renderText(content);
    const [problem] = checkMessage(buildMessage(rendered.content, { to }));
    if (problem) {
      throw new DomainError('message-not-allowed', problem.message, {
        field: problem.field,
        remedy: problem.message,
      });
    }
    return {
      account,
      contact,
      content: rendered.content,
      body: rendered.body,
      line: lineOf(rendered.body),
      template,
      category: categoryOf(template),
      replyTo: content.type === 'text' ? await quotedWamid(content.replyTo) : null,
    };
  };
};
