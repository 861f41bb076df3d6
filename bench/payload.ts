import { createHmac } from 'node:crypto';

export interface Status {
  wamid: string;
  to: string;
  token: string | null;
  status: string;
  /** Seconds since 1970, as Meta says it. */
  at: number;
}

/** A webhook of Meta with these statuses, as text. */
export const statusWebhook = (
  { wabaId, phoneNumberId }: { wabaId: string; phoneNumberId: string },
  statuses: Status[]
): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '905550000000', phone_number_id: phoneNumberId },
              statuses: statuses.map(({ wamid, to, token, status, at }) => ({
                id: wamid,
                status,
                timestamp: String(at),
                recipient_id: to,
                ...(token === null ? {} : { biz_opaque_callback_data: token }),
                conversation: { id: 'c0ffee', origin: { type: 'utility' } },
                pricing: {
                  billable: true,
                  pricing_model: 'PMP',
                  category: 'utility',
                  type: 'regular',
                },
              })),
            },
          },
        ],
      },
    ],
  });

export interface Said {
  wamid: string;
  from: string;
  text: string;
  /** Seconds since 1970, as Meta says it. */
  at: number;
}

/** A webhook of Meta with what one customer wrote, as text. */
export const messageWebhook = (
  { wabaId, phoneNumberId }: { wabaId: string; phoneNumberId: string },
  { wamid, from, text, at }: Said
): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '905550000000', phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: 'Bench' }, wa_id: from }],
              messages: [
                { from, id: wamid, timestamp: String(at), type: 'text', text: { body: text } },
              ],
            },
          },
        ],
      },
    ],
  });

export const signatureOf = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
