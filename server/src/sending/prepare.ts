import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, sendable, whyCannotSend, type AccountRow } from '../accounts/public';
import { previewOf } from '../cloud-api/inbound-content';
import { checkMessage } from '../cloud-api/message-limits';
import type { MessageContent, Recipient } from '../cloud-api/message-types';
import {
  buildMessage,
  reaction,
  template as templateContent,
  text as textContent,
} from '../cloud-api/messages';
import { buildTemplateComponents, type SlotValues } from '../cloud-api/template-components';
import { lineOf, previewTemplate } from '../cloud-api/template-preview';
import { shapeOf } from '../cloud-api/template-shape';
import type { MessageCategory } from '../consent/public';
import { address, contactsService, type ContactRow } from '../contacts/public';
import type { MessageBody } from '../contracts/conversations';
import type { SlotBindings } from '../contracts/templates';
import { messageByKey } from '../conversations/public';
import type { FileRef } from '../contracts/media';
import { DomainError, notFound } from '../kernel/errors';
import { mediaService } from '../media/public';
import type { FeedEntry } from '../realtime/public';
import {
  resolveValues,
  templatesService,
  whyNotSendable,
  type TemplateRow,
} from '../templates/public';
import { contextOf } from '../strapi/context';
import type { CodeMessage } from './codes';
import type { EntryKey } from '../contracts/record-people';
import { hiddenBody, hideCode } from './hidden-code';
import { renderButtons, type ButtonsIntent } from './buttons-content';
import { renderLink, renderList, type LinkIntent, type ListIntent } from './choices-content';
import { knownFor, type KnownMore } from './known';
import { refuseHidden, refuseMaxPrice } from './max-price';
import { placeholderOf, renderMedia, withIds, type MediaIntent } from './media-content';
import { renderPlace, type PlaceContent } from './place-content';
import { missingValues, refusedMessage, unfitValue } from './refused-content';
import { textBody } from './text-message';

export type IntentContent =
  | ButtonsIntent
  | ListIntent
  | LinkIntent
  | { type: 'text'; text: string; replyTo?: number | undefined; previewUrl?: boolean | undefined }
  | {
      type: 'template';
      templateId: number;
      values: Record<string, string>;
      /** In place of those saved at the template. */
      bindings?: SlotBindings;
    }
  | { type: 'reaction'; to: number; emoji: string }
  | PlaceContent
  | MediaIntent;

/** Done in the transaction that writes the message, once for each; where it throws, nothing is written. Awaits only `trx`. */
export type Together = (trx: Knex.Transaction) => Promise<readonly FeedEntry[]>;

/** Anyone who wants to send says this; everything else is the same for chat, API, bots and automations. */
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
  /** Entries that it means, by type, and the one that set it off: one of them may carry consent for it (O-33). */
  entries?: Readonly<Record<string, string>>;
  cause?: EntryKey | null;
  /** The campaign that this message tries out; 0: it tries out a template of none. */
  testOf?: number | null;
  together?: Together;
}

/** A message that may be recorded: everything that can be known before the permit is checked. */
export interface Prepared {
  account: AccountRow;
  contact: ContactRow;
  content: MessageContent;
  body: MessageBody;
  line: string;
  template: TemplateRow | null;
  category: MessageCategory;
  replyTo: string | null;
  /** The file that it carries, if any. */
  file: FileRef | null;
  /** What really goes out, where `content`, `body` and `line` show a one-time code hidden. */
  code: CodeMessage | null;
}

/** Address as the Cloud API client wants it; null when the person has none. */
export const recipientOf = (contact: ContactRow): Recipient | null => {
  const found = address(contact);
  if (!found) return null;
  return found.kind === 'phone'
    ? { kind: 'phone', e164: found.to }
    : { kind: 'user', userId: found.recipient };
};

/** A message in one line, for lists of threads. */
export const messageLine = (body: MessageBody): string =>
  body.media ? previewOf(body) : lineOf(body);

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
  return (
    contact: ContactRow,
    typed: Record<string, string> = {},
    known: KnownMore = {}
  ): RenderResult => {
    const open = shape.slots.filter((slot) => !typed[slot.key]);
    const resolved = resolveValues(open, bindings, { ...known, contact });
    if (!resolved.ok) return { ok: false, refusal: missingValues(resolved.missing) };
    const values: SlotValues = { ...resolved.values, ...typed };
    const components = buildTemplateComponents(shape, values);
    if (!components.ok) return { ok: false, refusal: unfitValue(components.error, shape) };
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

/** Files bound to a template's header: they are uploaded after the message is recorded, as other files are. */
const mediaPlaceholders = (bindings: SlotBindings): Record<number, string> =>
  Object.fromEntries(
    Object.values(bindings).flatMap(({ source }): [number, string][] =>
      source.kind === 'media'
        ? [[source.fileId, placeholderOf({ from: 'library', id: source.fileId })]]
        : []
    )
  );

/** The sources saved at a template. A one-time code has none: it comes with the call, or nothing goes. */
const boundAt = (strapi: Core.Strapi, template: TemplateRow): SlotBindings =>
  templatesService(strapi).codeMinutes(template) === null ? (template.bindings ?? {}) : {};

/** One template for one person; throws what hinders it. */
const renderOne = (
  template: TemplateRow,
  { contact, known }: { contact: ContactRow; known: KnownMore },
  { values, bindings: bound }: { values: Record<string, string>; bindings: SlotBindings }
): Rendered => {
  const more = { ...known, media: { ...mediaPlaceholders(bound), ...known.media } };
  const result = templateRenderer(template, bound)(contact, values, more);
  if (!result.ok) throw result.refusal;
  return result.rendered;
};

type Simple = Pick<Rendered, 'content' | 'body'>;

/** What may be kept and shown of a message, and apart from it what really goes out where that holds a one-time code. */
const hidingCode = (
  strapi: Core.Strapi,
  template: TemplateRow | null,
  { content, body }: Simple
): Simple & { code: CodeMessage | null } => {
  const templates = templatesService(strapi);
  const minutes = template ? templates.codeMinutes(template) : null;
  if (!template || minutes === null) return { content, body, code: null };
  const shown = { content: hideCode(content), body: hiddenBody(templates.shape(template)) };
  return { ...shown, code: { content, minutes } };
};

const renderText = ({ text, previewUrl }: Extract<IntentContent, { type: 'text' }>): Simple => ({
  content: textContent(text, previewUrl),
  body: textBody(text),
});

/** Words of the intent alone: nothing is looked up for them. */
export type AnswerContent = Extract<IntentContent, { type: 'text' | 'buttons' | 'list' | 'link' }>;

/** Such a content as Meta takes it and as it is drawn; a trial draws it without sending. */
export const renderAnswer = (content: AnswerContent): Simple => {
  switch (content.type) {
    case 'buttons':
      return renderButtons(content);
    case 'list':
      return renderList(content);
    case 'link':
      return renderLink(content);
    case 'text':
      return renderText(content);
  }
};

/** Checks and renders an intent. Throws a refusal that names the field and the remedy. */
export const createPrepare = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  const templateOf = async (
    account: AccountRow,
    { templateId: id, values, bindings }: Extract<IntentContent, { type: 'template' }>,
    origin: Intent['origin']
  ): Promise<TemplateRow> => {
    const template = await templatesService(strapi).get(id);
    if (template.wabaId !== account.wabaId) {
      throw new DomainError(
        'template-of-another-account',
        'this template belongs to another WhatsApp account',
        {
          field: 'templateId',
          remedy: 'Choose a template of this number.',
        }
      );
    }
    const may = templatesService(strapi).ready(template, {
      bindings: bindings ?? boundAt(strapi, template),
      typed: values,
      byApi: origin === 'api',
    });
    if (may.ok) refuseMaxPrice(template, account);
    if (may.ok) return template;
    if (may.reason === 'incomplete') throw missingValues(may.missing);
    throw new DomainError('template-not-sendable', whyNotSendable(may.reason), {
      field: 'templateId',
      remedy: 'Choose an approved template.',
      reason: may.reason,
    });
  };

  /** WhatsApp quotes within one chat only, and the sender may read no other one by its ids. */
  const quotedWamid = async (
    messageId: number | undefined,
    { accountId, contactId }: Intent
  ): Promise<string | null> => {
    if (!messageId) return null;
    const found = await messageByKey(db.knex, { id: messageId, accountId, contactId });
    return found?.wamid ?? null;
  };

  const quotedBy = async (intent: Intent): Promise<string | null> => {
    const { content } = intent;
    if (content.type === 'rendered') return content.quoted;
    return 'replyTo' in content ? quotedWamid(content.replyTo, intent) : null;
  };

  /** The person with all that the template's variables ask for. */
  const personOf = async (
    { content, agentId: sender }: Intent,
    {
      account,
      contact,
      template,
    }: { account: AccountRow; contact: ContactRow; template: TemplateRow }
  ) => {
    const agentId = sender ?? null;
    const own = content.type === 'template' ? content.bindings : undefined;
    const bindings = own ?? template.bindings;
    const { language } = template;
    const ask = { contacts: [contact], bindings, language, account, agentId };
    return { contact, known: (await knownFor(strapi, db.knex, ask)).get(contact.id) ?? {} };
  };

  /** A reaction to a message of theirs or ours; an empty emoji takes it back. */
  const renderReaction = async (
    intent: Intent,
    content: Extract<IntentContent, { type: 'reaction' }>
  ) => {
    const wamid = await quotedWamid(content.to, intent);
    if (!wamid) {
      throw new DomainError('no-target', 'this message cannot be reacted to', {
        field: 'to',
        remedy: 'Choose a message that WhatsApp has accepted.',
      });
    }
    return {
      content: reaction(wamid, content.emoji),
      body: { ...textBody(content.emoji), type: 'reaction' },
    };
  };

  const render = async (
    intent: Intent,
    {
      account,
      contact,
      template,
    }: { account: AccountRow; contact: ContactRow; template: TemplateRow | null }
  ): Promise<Simple> => {
    const { content } = intent;
    switch (content.type) {
      case 'template':
        if (!template) throw notFound('the template');
        return renderOne(template, await personOf(intent, { account, contact, template }), {
          values: content.values,
          bindings: content.bindings ?? boundAt(strapi, template),
        });
      case 'media':
        return renderMedia(content, await mediaService(strapi).describe(content.file));
      case 'reaction':
        return renderReaction(intent, content);
      case 'location':
      case 'contacts':
      case 'location-request':
      case 'rendered':
        return renderPlace(content);
      default:
        return renderAnswer(content);
    }
  };

  return async (intent: Intent): Promise<Prepared> => {
    const account = await accountsService(strapi).get(intent.accountId);
    const may = sendable(account);
    if (!may.ok) {
      throw new DomainError('number-not-usable', whyCannotSend(may.reason), {
        status: 409,
        reason: may.reason,
        remedy: 'Check the number under Settings › WhatsApp › Numbers.',
      });
    }
    const contact = await contactsService(strapi).get(intent.contactId);
    const to = recipientOf(contact);
    if (!to) {
      throw new DomainError('no-address', 'this contact has neither a number nor a WhatsApp id', {
        field: 'contactId',
        remedy: 'Add a phone number to the contact.',
      });
    }
    const { content } = intent;
    const template =
      content.type === 'template' ? await templateOf(account, content, intent.origin) : null;
    refuseHidden(template, to);
    const rendered = await render(intent, { account, contact, template });
    const checked = withIds(rendered.content, () => '0'); // files have no id at Meta yet
    const [problem] = checkMessage(buildMessage(checked, { to }));
    if (problem) throw refusedMessage(problem);
    const { code, ...shown } = hidingCode(strapi, template, rendered);
    return {
      account,
      contact,
      ...shown,
      line: messageLine(shown.body),
      code,
      template,
      category: categoryOf(template),
      replyTo: await quotedBy(intent),
      file: content.type === 'media' ? content.file : null,
    };
  };
};
