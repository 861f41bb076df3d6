import type { TemplateView } from '../../../server/src/contracts/templates';
import { membersOf, newPeople, type Arena } from '../engine/arena';

/** A marketing template in several languages, in an arena, and people who speak them. */
export const languageWorld = (arena: Arena, name: string) => {
  let templates: TemplateView[] = [];

  const read = async () => {
    await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
    const { body } = await arena.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    templates = body.templates.filter((one) => one.name === name);
  };
  const templateIn = (language: string): TemplateView => {
    const found = templates.find((one) => one.language === language);
    if (!found) throw new Error(`no template in ${language}`);
    return found;
  };
  const idOf = (language: string): number => templateIn(language).id;

  return {
    read,
    templateIn,
    idOf,
    /** Makes the template at Meta with these texts, by language, and reads it. */
    seed: async (texts: Readonly<Record<string, string>>) => {
      for (const [language, text] of Object.entries(texts))
        arena.sim.control.templates.seed({
          ...{ name, language, category: 'MARKETING' },
          components: [{ type: 'BODY', text }],
        });
      await read();
    },
    /** Whom the language order reaches, with Turkish as its base. */
    order: async (upTo: string) => {
      const body = { base: 'tr', upTo };
      const answer = await arena.api.put(`/whatsapp/templates/${idOf('tr')}/languages`, body);
      expect(answer.status).toBe(200);
    },
    /** A group with one person of each of these languages, and them in this order. */
    speakers: async (languages: (string | null)[]) => {
      const groupId = await newPeople(arena, languages.length);
      const ids = [...(await membersOf(arena.knex, groupId))].sort((a, b) => a - b);
      for (const [at, id] of ids.entries())
        await arena
          .knex('whatsapp_contacts')
          .where({ id })
          .update({ language: languages[at] ?? null });
      return { groupId, ids };
    },
    /** What each person got of a campaign. */
    said: async (campaignId: number) => {
      const rows = (await arena
        .knex('whatsapp_messages')
        .where({ campaign_id: campaignId })
        .select('contact_id', 'text')) as { contact_id: number; text: string }[];
      return new Map(rows.map(({ contact_id: id, text }) => [Number(id), text]));
    },
  };
};
