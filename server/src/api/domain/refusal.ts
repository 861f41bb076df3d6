import { DomainError } from '../../kernel/errors';
import { byWord } from '../../kernel/words';

interface Words {
  message: string;
  field: string;
  remedy: string;
}

/** Rules about contacts, in words for the log of a program: why, and what to do. */
const RULES = byWord<Words>({
  'window-closed': {
    message: 'Free text is allowed only within 24 hours of the contact’s last message.',
    field: 'type',
    remedy: 'Send an approved template.',
  },
  'no-consent': {
    message: 'This contact has not opted in to messages of the template’s category.',
    field: 'to',
    remedy:
      'If the contact has opted in, record the opt-in first, with this API or under WhatsApp › Contacts.',
  },
  'opted-out': {
    message: 'This contact has opted out.',
    field: 'to',
    remedy: 'Send nothing. Only the contact can opt in again.',
  },
  'asked-to-stop': {
    message:
      'This contact may want to opt out. No marketing messages are sent until your team decides.',
    field: 'to',
    remedy: 'Decide under WhatsApp › Contacts what the contact meant.',
  },
  paused: {
    message: 'This contact paused messages.',
    field: 'to',
    remedy: 'Wait until the pause ends.',
  },
  blocked: {
    message: 'This contact is blocked.',
    field: 'to',
    remedy: 'Unblock the contact in the Inbox first.',
  },
  'not-asked': {
    message: 'No request of this contact to continue on WhatsApp is recorded.',
    field: 'template',
    remedy: 'If the contact asked, record the request in the Inbox.',
  },
  topic: {
    message: 'This contact declined the topic of the template.',
    field: 'template',
    remedy: 'Send nothing. The contact can choose the topic again on the preference page.',
  },
  capped: {
    message: 'This contact has reached the frequency cap for marketing.',
    field: 'to',
    remedy: 'Wait until the period of the cap has passed.',
  },
  channel: {
    message: 'This contact chose another channel for such messages.',
    field: 'to',
    remedy: 'Send nothing more: the message was handed over to that channel.',
  },
  'us-marketing': {
    message: 'WhatsApp delivers no marketing messages to numbers of the United States.',
    field: 'to',
    remedy: 'Use another channel.',
  },
  'no-address': {
    message: 'This contact has no address for this type of message.',
    field: 'to',
    remedy: 'Add a phone number to the contact.',
  },
  merged: {
    message: 'This contact was merged into another one.',
    field: 'to',
    remedy: 'Use the other contact.',
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
    const { message, field, remedy } = rule;
    return new DomainError(kind, message, { field, remedy, ...known, status: 422 });
  }
  const { kind: _kind, ...rest } = details;
  const fallback = UNPROCESSABLE.has(kind) && kind !== 'template-not-sendable' ? 'from' : '';
  const field = fieldOf(asText(details.field, fallback));
  return new DomainError(kind, error.message, {
    ...rest,
    field,
    remedy: asText(details.remedy, 'Change the field and send again.'),
    status: UNPROCESSABLE.has(kind) ? 422 : status,
  });
};
