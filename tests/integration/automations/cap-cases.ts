import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { TemplateView } from '../../../server/src/contracts/templates';
import type { Graph } from '../flows/flows-world';
import { becomes, type AutomationsWorld, type Somebody } from './automations-world';

/** What automations and campaigns send one contact together, in a world that the caller has. */
export const capCases = (world: () => AutomationsWorld): void => {
  describe('count with campaigns for the cap of a contact', () => {
    const TEXT = 'Yeni ürünler geldi.';
    const cap = (marketingCap: object | null) =>
      world().api.put('/whatsapp/settings/consent', { marketingCap });
    afterEach(() => cap(null));

    const promotion = async (): Promise<number> => {
      const name = 'yeni_urunler';
      world().sim.control.templates.seed({
        ...{ name, language: 'tr', category: 'MARKETING' },
        components: [{ type: 'BODY', text: TEXT }],
      });
      await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
      const { body } = await world().api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
      return body.templates.find((one) => one.name === name)?.id ?? 0;
    };
    /** Somebody who agreed to promotions and never wrote. */
    const agreed = async (): Promise<Somebody> => {
      const phone = world().customer();
      const made = await world().api.post<{ id: number }>('/whatsapp/contacts', {
        ...{ name: 'İzin Verdi', phone: `+${phone}` },
      });
      const contactId = made.body.id;
      const said = await world().api.post(`/whatsapp/contacts/${contactId}/consent`, {
        ...{ category: 'marketing', action: 'opt-in', source: 'phone', evidence: 'said so' },
      });
      expect(said.status).toBe(200);
      return { phone, contactId };
    };
    /** A campaign to these people, as it is before its start. */
    const campaignTo = async (templateId: number, people: readonly Somebody[]): Promise<string> => {
      const group = await world().api.post<{ id: number }>('/whatsapp/groups', { name: 'Yeniler' });
      await world().api.post(`/whatsapp/groups/${group.body.id}/members`, {
        contactIds: people.map(({ contactId }) => contactId),
      });
      const made = await world().api.post<{ id: number }>('/whatsapp/campaigns', {
        ...{ name: 'Yeniler', accountId: world().accountId, templateId, bindings: {} },
        audience: { kind: 'all', filter: { groups: { include: [group.body.id] } } },
        when: 'now',
      });
      return `/whatsapp/campaigns/${made.body.id}`;
    };

    it('[M-49] so that what one has sent holds the others back', async () => {
      const templateId = await promotion();
      const offers: Graph = {
        start: 'a',
        nodes: [{ id: 'a', step: { kind: 'template', templateId }, to: {} }],
      };
      const first = await world().automate({ trigger: becomes('paid') }, offers);
      const second = await world().automate({ trigger: becomes('sent') }, offers);
      expect((await cap({ messages: 1, days: 7 })).status).toBe(200);
      const [byOrder, byCampaign] = [await agreed(), await agreed()];
      const documentId = await world().order(byOrder.phone);
      await world().change(documentId, { state: 'paid' });
      expect(await world().answers(byOrder.phone, 1)).toEqual([TEXT]);
      await world().change(documentId, { state: 'sent' });
      expect(await world().results(second.id, 1)).toEqual(['capped']);
      const at = await campaignTo(templateId, [byOrder, byCampaign]);
      const { body } = await world().api.post<PreflightResult>(`${at}/preflight`);
      expect([body.exclusions, body.willReceive]).toEqual([[{ reason: 'capped', count: 1 }], 1]);
      const launched = await world().api.post(`${at}/launch`, { expected: 1, typed: 1 });
      expect(launched.status).toBe(200);
      expect(await world().answers(byCampaign.phone, 1)).toEqual([TEXT]);
      await world().change(await world().order(byCampaign.phone), { state: 'paid' });
      expect(await world().results(first.id, 2)).toEqual(['started', 'capped']);
      await world().quiet();
      const got = [byOrder, byCampaign].map(({ phone }) => world().phone(phone));
      expect(got).toEqual([[TEXT], [TEXT]]);
    });
  });
};
