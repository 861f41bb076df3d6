import { DomainError } from '../../kernel/errors';
import { byWord } from '../../kernel/words';

interface Words {
  message: string;
  field: string;
  remedy: string;
}

/** Rules that hold for a person, in words for a program's log: why, and what a human must do. */
const RULES = byWord<Words>({
  'window-closed': {
    message: 'free text is allowed only within 24 hours of the person’s last message',
    field: 'type',
    remedy: 'send an approved template',
  },
  'no-consent': {
    message: 'this person has not agreed to messages of this template’s category',
    field: 'to',
    remedy: 'record the opt-in under WhatsApp › Contacts first',
  },
  'opted-out': {
    message: 'this person has opted out',
    field: 'to',
    remedy: 'do not write; only the person can opt in again',
  },
  'asked-to-stop': {
    message: 'this person may have asked for no more messages, and nobody has decided yet',
    field: 'to',
    remedy: 'decide under WhatsApp › Contacts what the person meant',
  },
  paused: {
    message: 'this person asked for a pause that is not over',
    field: 'to',
    remedy: 'wait until the pause ends',
  },
  blocked: {
    message: 'this contact is blocked',
    field: 'to',
    remedy: 'unblock the contact in the inbox first',
  },
  'not-asked': {
    message: 'this person has not asked to go on over WhatsApp',
    field: 'template',
    remedy: 'record the request of the person in the inbox first',
  },
  topic: {
    message: 'this person does not want this kind of message',
    field: 'template',
    remedy: 'do not send it; the person can choose it again on the preference page',
  },
  capped: {
    message: 'this person got as much marketing as may be sent for now',
    field: 'to',
    remedy: 'wait until the time of the cap has passed',
  },
  channel: {
    message: 'this person wants such messages by another channel',
    field: 'to',
    remedy: 'nothing: it was handed over to the channel that they chose',
  },
  'us-marketing': {
    message: 'WhatsApp delivers no marketing to numbers of the United States',
    field: 'to',
    remedy: 'use another channel',
  },
  'no-address': {
    message: 'this contact has no address that this kind of message can go to',
    field: 'to',
    remedy: 'add a phone number to the contact',
  },
  merged: {
    message: 'this contact is part of another one now',
    field: 'to',
    remedy: 'use the other contact',
  },
});

/** Fields that the sender names by the admin's words, as this API names them. */
const fieldOf = (field: string): string => {
  if (field === 'contactId' || field === 'phone' || field === 'recipient') return 'to';
  if (field === 'templateId') return 'template';
  if (field.startsWith('values.')) return `template.${field}`;
  return field === 'text.body' ? 'text' : field;
};

/** Understood, but not to be sent: 422. A 409 means the Idempotency-Key and nothing else. */
const UNPROCESSABLE = new Set([
  'number-not-usable',
  'token-missing',
  'token-unreadable',
  'template-of-another-account',
  'template-not-sendable',
  'encryption-key-missing',
]);

const asText = (value: unknown, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : fallback;

/** Refusals from the rooms below, in this API's words. What is not a refusal goes on as it is. */
export const inApiWords = (error: unknown, contactId: number | null): unknown => {
  if (!(error instanceof DomainError)) return error;
  const { kind, details, status } = error;
  const rule = RULES.get(kind);
  const known = contactId === null ? {} : { contactId };
  if (rule) {
    const { message, ...rest } = rule;
    return new DomainError(kind, message, { ...rest, ...known, status: 422 });
  }
  const { kind: _kind, ...rest } = details;
  const fallback = UNPROCESSABLE.has(kind) && kind !== 'template-not-sendable' ? 'from' : '';
  const field = fieldOf(asText(details.field, fallback));
  return new DomainError(kind, error.message, {
    ...rest,
    field,
    remedy: asText(details.remedy, 'change the field and send again'),
    status: UNPROCESSABLE.has(kind) ? 422 : status,
  });
};
