import type { WebhookElement } from '../../../server/src/cloud-api/webhook-element';
import { flattenWebhook } from '../../../server/src/cloud-api/webhook-payload';

export const metadata = { display_phone_number: '15550009999', phone_number_id: '200000000000001' };
export const delivery = (changes: unknown[], more = {}): unknown => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '100', changes, ...more }],
});
export const messages = (value: Record<string, unknown>): unknown =>
  delivery([{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }]);
/** The one element of this delivery. */
export const only = (json: unknown): WebhookElement => {
  const elements = flattenWebhook(json);
  expect(elements).toHaveLength(1);
  return elements[0] as WebhookElement;
};
export const ada = { profile: { name: 'Ada', username: '@ada' }, wa_id: '49151', user_id: 'DE.7' };
export const text = {
  from: '49151',
  from_user_id: 'DE.7',
  id: 'wamid.IN1',
  timestamp: '1763600000',
  type: 'text',
  text: { body: 'Hi' },
};
