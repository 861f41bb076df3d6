import type { ListRecipientsResult } from '../../../server/src/contracts/campaigns';
import type { PreferenceLink } from '../../../server/src/contracts/contacts';
import { eventually } from '../../support/world';
import type { Arena } from '../engine/arena';

interface Mail {
  to: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
}
interface Sms {
  to: string;
  text: string;
  contactId: number;
  topic: string | null;
  id: string;
}

const accepts = () => Promise.resolve();

/** A mail server and an SMS service that write down what they get, and people who choose between them. */
export const channelsOf = (arena: () => Arena) => {
  const mails: Mail[] = [];
  const texts: Sms[] = [];
  const mailServer: { answer: () => Promise<void> } = { answer: accepts };

  const pathOf = async (contactId: number) => {
    const link = await arena().api.post<PreferenceLink>(
      `/whatsapp/contacts/${contactId}/preference-link`
    );
    return new URL(link.body.url, arena().url).pathname;
  };
  const shown = async (campaignId: number, contactId: number) =>
    (
      await arena().api.get<ListRecipientsResult>(`/whatsapp/campaigns/${campaignId}/recipients`)
    ).body.recipients.find((row) => row.contactId === contactId);

  return {
    mails,
    texts,
    mailServer,
    /** To the Strapi of the arena, once that runs. */
    connect: () => {
      const { strapi } = arena();
      strapi.config.set('plugin::email.settings', { defaultFrom: 'Defne Ev <hello@shop.example>' });
      (strapi.plugin('email') as unknown as { provider: object }).provider = {
        send: async (mail: Mail) => {
          mails.push(mail);
          await mailServer.answer();
        },
      };
      strapi.config.set('plugin::whatsapp.channels', {
        sms: (message: Sms) => void texts.push(message),
      });
    },
    /** Before each test: nothing has come, and the mail server takes everything. */
    forget: () => {
      mails.length = 0;
      texts.length = 0;
      mailServer.answer = accepts;
    },
    pathOf,
    choose: async (contactId: number, channel: string, more: object = {}) => {
      const answer = await arena()
        .http.post(`${await pathOf(contactId)}?lang=en`)
        .type('form')
        .send({ do: 'save', marketing: 'on', utility: 'on', channel, ...more });
      expect(answer.status).toBe(200);
      return answer.text;
    },
    withEmail: (id: number, email = `p${id}@people.example`) =>
      arena().knex('whatsapp_contacts').where({ id }).update({ email }),
    shown,
    handedOver: (campaignId: number, contactId: number, state: string) =>
      eventually(`the hand-over is ${state}`, async () => {
        const row = await shown(campaignId, contactId);
        return row?.handover?.state === state ? row : null;
      }),
  };
};
