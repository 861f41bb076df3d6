import type { FieldCondition } from '../../../server/src/contracts/audience';
import type { Facets } from '../../../server/src/contracts/people';
import type { ReachResult } from '../../../server/src/contracts/records';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { CUSTOMER, customerMapping, ORDER, recordsWorld, type Row } from './records-world';

interface Audience {
  countChoice(choice: object): Promise<number>;
}
interface Refused {
  error: { details: { field: string; remedy: string } };
}

const PRODUCT = 'api::product.product';
const CATEGORY = 'api::category.category';
const BY_ORDER = {
  category: 'orders.products.category.name',
  maker: 'orders.products.maker.country',
  price: 'orders.products.price',
};

/**
 * Ayşe bought a sofa and a lamp, Can a lamp, Deniz nothing; Efe's order has no product. Sofas are called `Couches` in an
 * unpublished draft, lamps have no published category.
 */
describe.each(databases())('segments over what records relate to, on %s', (client) => {
  let world: World;
  let records: ReturnType<typeof recordsWorld>;

  const count = (key: string, operator: string, value?: unknown, part: object = {}) => {
    const condition = { on: 'record', type: CUSTOMER, key, operator, exclude: false, ...part };
    const fields = [(value === undefined ? condition : { ...condition, value }) as FieldCondition];
    const audience = world.strapi.plugin('whatsapp').service('audience') as Audience;
    return audience.countChoice({ kind: 'all', filter: { fields }, except: [] });
  };
  const reachOf = async (uid: string) =>
    (await world.api.get<ReachResult>(`/whatsapp/records/types/${encodeURIComponent(uid)}/reach`))
      .body.fields;
  const entry = async (uid: string, data: object) =>
    (await records.documents(uid).create({ data })).documentId;
  const customer = (name: string, phone: string) => entry(CUSTOMER, { name, phone });
  const order = (who: string, products: string[]) =>
    entry(ORDER, { number: who, customer: { documentId: who }, products });

  beforeAll(async () => {
    world = await startWorld({ database: client });
    records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ reach: Object.values(BY_ORDER) }));
    const sofas = await entry(CATEGORY, { name: 'Sofas' });
    await records.documents(CATEGORY).publish({ documentId: sofas });
    await records.documents(CATEGORY).update({ documentId: sofas, data: { name: 'Couches' } });
    const lamps = await entry(CATEGORY, { name: 'Lamps' });
    const sofa = await entry(PRODUCT, {
      title: 'Sofa',
      price: 900,
      category: sofas,
      maker: { name: 'Ahşap', country: 'TR' },
    });
    const lamp = await entry(PRODUCT, { title: 'Lamp', price: 50, category: lamps });
    const ayse = await customer('Ayşe', '+905323330001');
    const can = await customer('Can', '+905323330002');
    await customer('Deniz', '+905323330003');
    const efe = await customer('Efe', '+905323330004');
    await order(ayse, [sofa, lamp]);
    await order(can, [lamp]);
    await order(efe, []);
    await eventually('all are linked', async () => (await records.linkRows(CUSTOMER)).length === 4);
  });
  afterAll(() => world.close());

  it('[P-18] offers relations from either side, components, and nothing that is private', async () => {
    const offered = await reachOf(CUSTOMER);
    expect(offered).toContainEqual({
      path: BY_ORDER.category,
      label: 'Orders › Products › Category › Name',
      type: 'string',
      choices: [],
    });
    expect(offered).toContainEqual({
      path: BY_ORDER.maker,
      label: 'Orders › Products › Maker › Country',
      type: 'enumeration',
      choices: ['TR', 'DE', 'IT'],
    });
    const paths = offered.map(({ path }) => path);
    expect(paths).not.toContain('orders.products.category.margin');
    expect(paths.some((path) => path.startsWith('person.'))).toBe(false);
    expect(paths.some((path) => path.startsWith('orders.customer.'))).toBe(false);
    expect((await reachOf(ORDER)).map(({ path }) => path)).not.toContain('customer.note');
    const { body } = await world.api.get<Facets>('/whatsapp/people/facets');
    const fields = body.linked.find(({ type }) => type === CUSTOMER)?.fields ?? [];
    expect(fields).toContainEqual(
      expect.objectContaining({ key: BY_ORDER.price, kind: 'number', locked: false })
    );
  });

  it('[P-18] finds contacts by the category of a product that they bought, as it is published', async () => {
    expect(await count(BY_ORDER.category, 'is', 'sofas')).toBe(1);
    expect(await count(BY_ORDER.category, 'is', 'Couches')).toBe(0);
    expect(await count(BY_ORDER.category, 'is', 'Lamps')).toBe(2);
    expect(await count(BY_ORDER.category, 'contains', 'AMP')).toBe(2);
    expect(await count(BY_ORDER.maker, 'is', 'TR')).toBe(1);
    expect(await count(BY_ORDER.price, 'more-than', 100)).toBe(1);
    expect(await count(BY_ORDER.price, 'less-than', 100)).toBe(2);
  });

  it('[P-18] excludes contacts by it, and knows who relates to nothing', async () => {
    const all = 4;
    expect(await count(BY_ORDER.category, 'is', 'Sofas', { exclude: true })).toBe(all - 1);
    // Deniz has no order, Efe's has no product.
    expect(await count(BY_ORDER.category, 'is-empty')).toBe(2);
    expect(await count(BY_ORDER.category, 'is-filled')).toBe(2);
    expect(await count(BY_ORDER.category, 'is-not', 'Lamps')).toBe(3);
    // The lamp has no maker.
    expect(await count(BY_ORDER.maker, 'is-empty')).toBe(4);
  });

  it('[P-18] asks only of what is exposed, also to exclude contacts', async () => {
    expect(await count('orders.products.title', 'is', 'Lamp')).toBe(0);
    expect(await count('orders.products.title', 'is', 'Lamp', { exclude: true })).toBe(0);
    expect(await count('orders.products.category.margin', 'is-empty')).toBe(0);
    const refused = (await records.map(
      CUSTOMER,
      customerMapping({ reach: ['orders.products.category.margin'] })
    )) as unknown as { status: number; body: Refused };
    expect(refused.status).toBe(400);
    expect(refused.body.error.details).toMatchObject({ field: 'reach' });
  });

  it('[X-10] a field that its own mapping marks as sensitive is reached from nowhere', async () => {
    expect(await count(BY_ORDER.price, 'more-than', 100)).toBe(1);
    const product = {
      role: 'Product',
      fields: { phone: 'title' },
      createContacts: false,
      marks: { price: 'other' },
    };
    expect((await records.map(PRODUCT, product)).status).toBe(200);
    expect((await reachOf(CUSTOMER)).map(({ path }) => path)).not.toContain(BY_ORDER.price);
    expect(await count(BY_ORDER.price, 'more-than', 100)).toBe(0);
    expect(await count(BY_ORDER.price, 'more-than', 100, { exclude: true })).toBe(0);
    const again = (await records.map(CUSTOMER, customerMapping({ reach: [BY_ORDER.price] }))) as {
      status: number;
      body: Row;
    };
    expect(again.status).toBe(400);
    await records.unmap(PRODUCT);
    expect(await count(BY_ORDER.price, 'more-than', 100)).toBe(1);
  });
});
