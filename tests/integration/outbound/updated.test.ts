import type {
  ContactView,
  CustomField,
  PreferenceLink,
} from '../../../server/src/contracts/contacts';
import type { ImportView } from '../../../server/src/contracts/imports';
import { contactsService } from '../../../server/src/contacts/public';
import { afterAgreement } from '../../../server/src/opt-in/agreed';
import type { OptInFormRow } from '../../../server/src/opt-in/tables';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';
import { outboundWorld, type OutboundWorld } from './outbound-world';

type Person = Awaited<ReturnType<OutboundWorld['person']>>;

describe.each(databases())('contact.updated at every change of a profile, on %s', (database) => {
  let world: OutboundWorld;
  beforeAll(async () => {
    world = await outboundWorld(database);
    for (const [key, sensitive] of [
      ['city', null],
      ['allergy', 'health'],
    ])
      await world.api.post<CustomField>('/whatsapp/contact-fields', {
        ...{ key, kind: 'text', label: key, sensitive },
      });
  });
  afterAll(() => world.close());
  afterEach(() => world.disconnect());

  const people = () => contactsService(world.strapi);
  const tx = <T>(work: Parameters<ReturnType<typeof contextOf>['db']['tx']>[0]) =>
    contextOf(world.strapi).db.tx(work) as Promise<T>;
  const row = (id: number, change: object) =>
    world.knex('whatsapp_contacts').where({ id }).update(change);
  const save = (id: number, body: object) => world.api.put(`/whatsapp/contacts/${id}`, body);

  const importOf = async ({ phone }: Person, duplicates: string) => {
    const { body } = await world.http
      .post('/whatsapp/imports')
      .query({ name: 'list.csv' })
      .set('Authorization', `Bearer ${await world.adminToken()}`)
      .set('Content-Type', 'application/octet-stream')
      .send(Buffer.from(`phone,name,city,allergy,tags\n${phone},Ece Ak,Izmir,nuts,vip\n`));
    const { id, rules } = body as ImportView;
    await world.api.put(`/whatsapp/imports/${id}`, {
      columns: ['phone', 'name', 'custom:city', 'custom:allergy', 'tags'],
      rules: {
        ...rules,
        duplicates,
        replacesNames: true,
        consent: { kind: 'none' },
        sensitiveReason: 'Known from the clinic',
      },
    });
    for (const step of ['check', 'start'] as const) {
      const answer = await world.api.post(`/whatsapp/imports/${id}/${step}`);
      expect(answer.status).toBe(200);
      await eventually(step, async () => {
        const view = (await world.api.get<ImportView>(`/whatsapp/imports/${id}`)).body;
        return view[step === 'check' ? 'check' : 'import']?.state === 'done';
      });
    }
  };

  const entryOf = async ({ phone, id }: Person) => {
    const records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ overwrites: true }));
    await records.documents(CUSTOMER).create({
      data: { name: 'Selin', phone, birthday: '1990-05-31' },
    });
    await eventually('the birthday', async () => {
      const field = world.knex('whatsapp_contact_fields').where({ field_key: 'birthday' });
      const values = (await world
        .knex('whatsapp_contact_values')
        .where({ contact_id: id })
        .whereIn('field_id', field.select('id'))) as unknown[];
      return values.length === 1;
    });
    await records.unmap(CUSTOMER);
  };

  const agree = ({ id }: Person) =>
    tx(async (trx) => {
      const contact = await people().get(id, trx);
      const form = { tags: ['form'], groupIds: [] } as unknown as OptInFormRow;
      await afterAgreement(world.strapi, trx, { form, contact, name: 'Ece Öz', language: 'tr' });
    });

  const page = async ({ id }: Person, language: string) => {
    const link = await world.api.post<PreferenceLink>(`/whatsapp/contacts/${id}/preference-link`);
    const { pathname } = new URL(link.body.url, world.url);
    await world.http.post(`${pathname}?lang=en`).type('form').send({ do: 'save', language });
  };

  const botTags = async ({ waId }: Person) => {
    const word = `kargo${waId}`;
    const made = await world.api.post('/whatsapp/bots', {
      name: word,
      triggers: [{ kind: 'keyword', match: 'exact', words: [word] }],
      steps: [{ kind: 'tag', add: ['asked'], remove: [], onFail: null }],
      active: true,
    });
    expect(made.status).toBe(200);
    world.writes(waId, word);
  };

  const mergedWith = async ({ id }: Person) => {
    const double = await world.person();
    await row(id, { email: null });
    await save(double.id, {
      email: 'double@example.com',
      tags: ['double'],
      custom: { city: 'Van' },
    });
    await world.api.post<ContactView>('/whatsapp/contacts/merge', { ids: [id, double.id] });
  };

  /** Sources of change with what must be told of the person; one list of names for each event. */
  const sources: [string, (person: Person) => Promise<unknown>, string[][]][] = [
    [
      'by hand',
      ({ id }) => save(id, { email: 'e@example.com', custom: { city: 'Van', allergy: 'nuts' } }),
      [['email', 'custom.city']],
    ],
    ['by hand, a sensitive field alone', ({ id }) => save(id, { custom: { allergy: 'x' } }), []],
    ['by hand, nothing new', ({ id }) => save(id, { name: 'Ece' }), []],
    ['another number by hand', ({ id }) => save(id, { phone: '+905327760001' }), [['phone']]],
    [
      'tags for many',
      ({ id }) =>
        world.api.post('/whatsapp/people/tags', {
          choice: { kind: 'picked', contactIds: [id] },
          add: ['many'],
          remove: [],
        }),
      [['tags']],
    ],
    [
      'an owner for many',
      async ({ id }) =>
        world.api.post('/whatsapp/people/owner', {
          choice: { kind: 'picked', contactIds: [id] },
          ownerId: (await world.adminUser()).id,
        }),
      [['ownerId']],
    ],
    ['an import', (one) => importOf(one, 'update'), [['name', 'custom.city'], ['tags']]],
    ['an import that fills gaps', (one) => importOf(one, 'fill'), [['custom.city'], ['tags']]],
    ['an import that skips who is known', (one) => importOf(one, 'skip'), [['tags']]],
    ['a linked entry', entryOf, [['name', 'givenName', 'custom.birthday']]],
    ['a bot', botTags, [['profileName', 'identity'], ['tags']]],
    ['an opt-in form', agree, [['language'], ['tags']]],
    ['the preference page', (one) => page(one, 'tr'), [['language']]],
    ['the preference page, language kept', (one) => page(one, 'keep'), []],
    ['a merge by hand', mergedWith, [['email', 'tags', 'custom.city']]],
    [
      'a message that brings a name',
      async ({ waId }) => world.writes(waId, 'hello'),
      [['profileName', 'identity']],
    ],
    [
      'a number that changed',
      ({ waId }) =>
        tx((trx) =>
          people().changeIdentity(trx, {
            ...{ from: { waId }, to: { waId: '905327760002' }, at: Date.now() },
          })
        ),
      [['phone', 'identity']],
    ],
    [
      'a number that went to somebody else',
      async ({ id, waId }) => {
        await row(id, { bsuid: 'TR.1', wa_id: waId });
        await tx((trx) =>
          people().resolveInbound(trx, {
            ...{ waId, bsuid: 'TR.2', at: Date.now() },
          })
        );
      },
      [['phone', 'identity']],
    ],
    [
      'another system that names somebody who is known',
      ({ phone }) => people().ensure({ phone, country: 'TR' }, 'api'),
      [],
    ],
  ];

  it.each(sources)('[O-23] %s', async (...source) => {
    const [, act, expected] = source;
    const person = await world.person();
    const crm = await world.connect(['contact.updated']);
    await act(person);
    const sorted = (lists: string[][]) => lists.map((list) => [...list].sort().join(' ')).sort();
    const told = () =>
      sorted(
        crm
          .got()
          .filter(({ event: { data } }) => data.contact?.id === person.documentId)
          .map(({ event: { data } }) => data.fields as string[])
      );
    await eventually('all that is told', () => Promise.resolve(told().length >= expected.length));
    await crm.settled();
    expect(told()).toEqual(sorted(expected));
    expect(JSON.stringify(crm.got().map(({ event }) => event))).not.toMatch(/allergy|nuts/);
  });
});
