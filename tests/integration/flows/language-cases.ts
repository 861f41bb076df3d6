import type { ListTemplatesResult, TemplateView } from '../../../server/src/contracts/templates';
import { eventually } from '../../support/world';
import type { FlowsWorld } from './flows-world';

const SAID = { tr: 'Yeni saatler.', de: 'Neue Zeiten.' } as const;

/** Steps that name a template without a language, in a world that the caller has. */
export const languageCases = (world: () => FlowsWorld): void => {
  const knex = () => world().strapi.db.connection;

  it('[E-25] a step without a language follows the order of the template, and says nothing where none fits', async () => {
    for (const [language, text] of Object.entries(SAID))
      world().sim.control.templates.seed({
        ...{ name: 'yeni_saatler', language, category: 'UTILITY' },
        components: [{ type: 'BODY', text }],
      });
    await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
    const { body } = await world().api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const own = body.templates.find(
      ({ name, language }) => name === 'yeni_saatler' && language === 'tr'
    );
    const templateId = own?.id ?? 0;
    const order = { base: 'tr', upTo: 'none' };
    await world().api.put(`/whatsapp/templates/${templateId}/languages`, order);
    const set = (text: string) => ({
      kind: 'set' as const,
      values: [{ field: 'language' as const, text }],
    });
    const sends = { kind: 'template' as const, templateId, byLanguage: true as const };
    const bot = await world().flow('saatler', {
      start: 'a',
      nodes: [
        { id: 'a', step: set('de'), to: { next: 'b' } },
        { id: 'b', step: sends, to: { next: 'c' } },
        { id: 'c', step: set('fr'), to: { next: 'd' } },
        { id: 'd', step: sends },
      ],
    });
    const { body: listed } = await world().api.get<ListTemplatesResult>('/whatsapp/templates');
    for (const { id } of body.templates.filter(({ name }) => name === 'yeni_saatler')) {
      // The list counts as the page names.
      expect(listed.uses.find((use) => use.templateId === id)?.bots).toBe(1);
      const { body: named } = await world().api.get<{ uses: object[] }>(
        `/whatsapp/templates/${id}/uses`
      );
      // It sends the other language too, and goes on without it.
      expect(named.uses).toEqual([
        expect.objectContaining({ kind: 'flow', id: bot.id, needsIt: id === templateId }),
      ]);
    }
    const phone = world().customer();
    world().says(phone, 'merhaba');
    const { contact } = await world().thread(phone);
    await world().api.post(`/whatsapp/contacts/${contact.id}/consent`, {
      ...{ category: 'utility', action: 'opt-in', source: 'shop', evidence: 'form 13' },
    });
    world().says(phone, 'saatler');
    await eventually('the step that no language fits', async () => {
      const steps = knex()('whatsapp_bot_run_steps').where({ node: 'd', reason: 'no-language' });
      return ((await steps) as unknown[]).length === 1;
    });
    const sent = (await knex()('whatsapp_messages')
      .where({ contact_id: contact.id, direction: 'out', type: 'template' })
      .pluck('text')) as string[];
    expect(sent).toEqual([SAID.de]);
  });
};
