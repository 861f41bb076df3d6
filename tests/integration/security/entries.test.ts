import type { EntriesResult } from '../../../server/src/contracts/records';
import { databases, type EntryReader } from '../../support/boot-strapi';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';
import { startWorld, type World } from '../../support/world';

const NAME = { subject: CUSTOMER, fields: ['name'] };
const ALL = { subject: CUSTOMER, fields: ['name', 'surname', 'phone', 'email', 'city'] };

describe.each(databases())(
  '[C-22] entries to link, by rights of the Content Manager, on %s',
  (database) => {
    let world: World;
    let documentId: string;
    let personId: number;

    beforeAll(async () => {
      world = await startWorld({ database });
      const records = recordsWorld(world);
      await records.map(CUSTOMER, customerMapping());
      ({ documentId } = await records.documents(CUSTOMER).create({
        data: { name: 'Gizem', surname: 'Uçar', phone: '05329990001', email: 'gizem@example.com' },
      }));
      const made = await world.api.post<{ id: number }>('/whatsapp/contacts', {
        name: 'Somebody',
        phone: '+905329990099',
      });
      personId = made.body.id;
    });
    afterAll(() => world.close());

    const somebody = async (entries: readonly EntryReader[]) => {
      const token = await world.adminToken({
        actions: ['contact.browse', 'contact.edit'],
        entries,
      });
      const signed = `Bearer ${token}`;
      return {
        find: async (q: string) => {
          const query = new URLSearchParams({ uid: CUSTOMER, q });
          const { status, body } = await world.http
            .get(`/whatsapp/records/entries?${query}`)
            .set('Authorization', signed);
          expect(status).toBe(200);
          return (body as EntriesResult).entries;
        },
        link: () =>
          world.http
            .post('/whatsapp/records/links')
            .set('Authorization', signed)
            .send({ contactId: personId, uid: CUSTOMER, documentId }),
      };
    };

    it('are none for somebody to whom it shows no entries, and only their own by a condition', async () => {
      for (const entries of [[], [{ ...ALL, conditions: ['admin::is-creator'] }]]) {
        const person = await somebody(entries);
        expect(await person.find('')).toEqual([]);
        expect(await person.find('gizem')).toEqual([]);
      }
      expect(await (await somebody([ALL])).find('gizem')).toMatchObject([{ documentId }]);
    });

    it('are found by and shown with the fields that it shows, and no others', async () => {
      const person = await somebody([NAME]);
      const found = await person.find('gizem');
      expect(found).toEqual([expect.objectContaining({ documentId, title: 'Gizem', detail: '' })]);
      for (const hidden of ['0532999', 'gizem@example', 'uçar'])
        expect(await person.find(hidden)).toEqual([]);
      const reader = await somebody([ALL]);
      for (const shown of ['0532999', 'gizem@example'])
        expect(await reader.find(shown)).toMatchObject([{ documentId, title: 'Gizem Uçar' }]);
    });

    it('are linked only by somebody to whom it shows them: with the contact their fields are seen', async () => {
      for (const entries of [[], [{ ...ALL, conditions: ['admin::is-creator'] }]]) {
        const refused = await (await somebody(entries)).link();
        expect([refused.status, refused.body.error.details.kind]).toEqual([404, 'entry-unknown']);
      }
      const links = () =>
        world.strapi.db.connection('whatsapp_contact_links').where({ contact_id: personId });
      expect(await links()).toEqual([]);
      expect((await (await somebody([ALL])).link()).status).toBe(200);
      expect(await links()).toHaveLength(1);
    });
  }
);
