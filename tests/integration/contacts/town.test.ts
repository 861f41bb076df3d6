import { audienceService } from '../../../server/src/audience/public';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type { Facets } from '../../../server/src/contracts/people';
import { databases } from '../../support/databases';
import { eventually, startWorld, type World } from '../../support/world';
import { importDesk } from '../imports/desk';
import { CUSTOMER, customerMapping, recordsWorld } from '../records/records-world';

describe.each(databases())('the town of contacts on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database });
  });
  afterAll(() => world.close());

  const add = async (phone: string, town: string | null) => {
    const answer = await world.api.post<ContactView>('/whatsapp/contacts', {
      name: `P ${phone}`,
      phone,
      town,
    });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const count = (towns: { include: string[]; exclude: string[] }) =>
    audienceService(world.strapi).countChoice({ kind: 'all', filter: { towns }, except: [] });

  it('[P-24] is kept, changed, emptied, and found however it is typed', async () => {
    const ada = await add('+905324440001', 'İstanbul');
    await add('+905324440002', 'ISTANBUL');
    await add('+905324440003', 'Iğdır');
    await add('+905324440004', null);
    expect(ada.town).toBe('İstanbul');
    expect(await count({ include: ['istanbul'], exclude: [] })).toBe(2);
    expect(await count({ include: ['ığdır'], exclude: [] })).toBe(1);
    const everybody = await count({ include: [], exclude: [] });
    expect(await count({ include: [], exclude: ['İSTANBUL'] })).toBe(everybody - 2);
    const { body } = await world.api.get<Facets>('/whatsapp/people/facets');
    expect(body.towns.map(({ people }) => people)).toEqual([2, 1]);
    const moved = await world.api.put<ContactView>(`/whatsapp/contacts/${ada.id}`, {
      town: ' Bursa ',
    });
    expect(moved.body.town).toBe('Bursa');
    expect(await count({ include: ['Bursa'], exclude: [] })).toBe(1);
    await world.api.put(`/whatsapp/contacts/${ada.id}`, { town: '' });
    expect(await count({ include: ['Bursa'], exclude: [] })).toBe(0);
    expect(await count({ include: ['istanbul'], exclude: [] })).toBe(1);
  });

  it('[P-24] comes with an import, for contacts that are new and that are known', async () => {
    const desk = await importDesk(world);
    await add('+905324440011', null);
    const text = 'Ad;Cep;Şehir\nAyşe;0532 444 00 10;Eskişehir\nCan;0532 444 00 11;eskişehir\n';
    const view = await desk.upload(text);
    expect(view.columns).toEqual(['name', 'phone', 'town']);
    await desk.change(view, { consent: { kind: 'none' }, duplicates: 'update' });
    await desk.checked(view.id);
    await desk.imported(view.id);
    expect(await desk.person('+905324440010')).toMatchObject({ town: 'Eskişehir' });
    expect(await count({ include: ['ESKİŞEHİR'], exclude: [] })).toBe(2);
  });

  it('[P-24] comes with linked entries', async () => {
    const records = recordsWorld(world);
    const { fields } = customerMapping();
    const customers = records.documents(CUSTOMER);
    await customers.create({ data: { name: 'Nil', phone: '+905324440020', city: 'İzmir' } });
    const mapped = await records.map(
      CUSTOMER,
      customerMapping({ fields: { ...fields, town: 'city' } })
    );
    expect(mapped.status).toBe(200);
    await records.sync(CUSTOMER);
    const nil = await eventually('the person', () => records.contactByPhone('+905324440020'));
    expect(nil).toMatchObject({ town: 'İzmir' });
    expect(await count({ include: ['izmir'], exclude: [] })).toBe(1);
  });
});
