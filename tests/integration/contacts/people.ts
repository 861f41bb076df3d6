import { consentService } from '../../../server/src/consent/public';
import type { World } from '../../support/world';

export interface Person {
  id: number;
  name: string;
  tags: string[];
  custom: Record<string, unknown>;
  consent: { marketing: string; utility: string };
}

/** What a test does with people, by the admin's routes; what they say about marketing goes straight into the ledger. */
export const peopleOf = (world: () => World) => {
  const says = (contactId: number, action: 'opt-in' | 'opt-out', at: number) =>
    consentService(world().strapi).record(null, {
      ...{ contactId, action, at },
      category: 'marketing',
      source: 'test',
    });
  return {
    create: async (body: object): Promise<Person> => {
      const answer = await world().api.post<Person>('/whatsapp/contacts', body);
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
      return answer.body;
    },
    get: async (id: number) =>
      (await world().api.get<{ contact: Person }>(`/whatsapp/contacts/${id}`)).body.contact,
    says,
    record: (contactId: number, action: 'opt-in' | 'opt-out') =>
      says(contactId, action, Date.now()),
  };
};
