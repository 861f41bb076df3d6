import type { ContactDetails } from '../../../server/src/contracts/contacts';
import type {
  OptInFormBody,
  OptInFormView,
  SuggestOptInResult,
} from '../../../server/src/contracts/opt-in';
import { eventually } from '../../support/world';
import type { Arena } from '../engine/arena';

export interface Done {
  link: string;
  message: string;
  until: number;
}

let nextPhone = 0;
let nextSlug = 0;

/** Short ways to forms, to people who fill them in, and to what is known of them. */
export const optInWorld = (arena: Arena) => {
  /** A customer with a telephone whom nobody here knows. */
  const stranger = () => {
    const phone = `90555200${String((nextPhone += 1)).padStart(4, '0')}`;
    arena.sim.control.people.add({ name: `Stranger ${nextPhone}`, phone });
    return phone;
  };
  const says = async (phone: string, text: string) => {
    arena.sim.control.act.text(phone, text);
    await arena.settled();
  };
  const suggested = async (category: 'marketing' | 'utility' = 'marketing') =>
    (
      await arena.api.post<SuggestOptInResult>('/whatsapp/opt-in-forms/suggest', {
        accountId: arena.accountId,
        category,
      })
    ).body.texts;
  const bodyOf = async (part: Partial<OptInFormBody> = {}): Promise<OptInFormBody> => ({
    name: `Form ${(nextSlug += 1)}`,
    slug: `form-${nextSlug}`,
    accountId: arena.accountId,
    texts: await suggested(part.category),
    active: true,
    ...part,
  });
  const makeForm = async (part: Partial<OptInFormBody> = {}): Promise<OptInFormView> => {
    const made = await arena.api.post<OptInFormView>('/whatsapp/opt-in-forms', await bodyOf(part));
    expect(made.status).toBe(200);
    return made.body;
  };
  const pathOf = (form: Pick<OptInFormView, 'slug'>) => `/api/whatsapp/opt-in/${form.slug}`;
  const fill = (form: Pick<OptInFormView, 'slug'>, fields: Record<string, string>, lang = 'en') =>
    arena.http
      .post(`${pathOf(form)}?lang=${lang}`)
      .set('Accept', 'application/json')
      .type('form')
      .send(fields);
  const filled = async (form: OptInFormView, phone: string, more: Record<string, string> = {}) => {
    const answer = await fill(form, { number: `+${phone}`, agree: 'on', ...more });
    expect(answer.status).toBe(200);
    return answer.body as Done;
  };
  const personOf = async (phone: string) => {
    const row = (await arena.knex('whatsapp_contacts').where({ wa_id: phone }).first()) as
      | { id: number }
      | undefined;
    return row
      ? (await arena.api.get<ContactDetails>(`/whatsapp/contacts/${row.id}`)).body
      : undefined;
  };
  const ledgerOf = async (phone: string) =>
    (await arena
      .knex('whatsapp_consent_events as e')
      .join('whatsapp_contacts as c', 'c.id', 'e.contact_id')
      .where('c.wa_id', phone)
      .orderBy('e.id')
      .select('e.*')) as Record<string, string>[];
  const got = (phone: string) =>
    arena.sim.control
      .thread(phone)
      .filter((bubble) => bubble.direction === 'out')
      .map((bubble) => JSON.stringify(bubble.content));
  const quiet = () =>
    eventually('no confirmation is owed', async () => {
      const rows = await arena.knex('whatsapp_consent_replies').where({ state: 'due' });
      return rows.length === 0;
    });
  const requestsOf = (form: Pick<OptInFormView, 'id'>) =>
    arena.knex('whatsapp_opt_in_requests').where({ form_id: form.id });
  const groupOf = async (name: string) =>
    (await arena.api.post<{ id: number }>('/whatsapp/groups', { name })).body.id;

  return {
    stranger,
    says,
    suggested,
    bodyOf,
    makeForm,
    pathOf,
    fill,
    filled,
    personOf,
    ledgerOf,
    got,
    quiet,
    requestsOf,
    groupOf,
  };
};
