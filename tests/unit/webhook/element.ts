import type { WebhookElement } from '../../../server/src/cloud-api/webhook-element';

/** A change of a webhook, as far as a test does not say otherwise. */
export const element = (part: Partial<WebhookElement>): WebhookElement => ({
  kind: 'message',
  field: 'messages',
  wabaId: 'W',
  phoneNumberId: 'P',
  displayPhoneNumber: null,
  naturalKey: 'n',
  value: {},
  contact: null,
  at: null,
  ...part,
});

/** A person by business-scoped user id, wa_id, or both. */
export const contact = (userId: string | null, waId: string | null) => ({
  waId,
  userId,
  parentUserId: null,
  name: null,
  username: null,
});
