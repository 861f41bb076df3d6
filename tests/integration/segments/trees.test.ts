import fc from 'fast-check';
import { audienceService } from '../../../server/src/audience/public';
import {
  SEGMENT_DEPTH,
  type SegmentCondition,
  type SegmentGroup,
  type SegmentNode,
} from '../../../server/src/contracts/segments';
import { keyOf } from '../../../server/src/kernel/hash';
import { createRandom } from '../../../simulator/src/kernel/random';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';
import { matches, type Clicked, type Converted, type Person, type Said } from './evaluate';

const PEOPLE = 120;
const DAY = 86_400_000;
const TAGS = ['Vip', 'Toptan'];
const COUNTRIES = ['TR', 'DE'];
const LANGUAGES = ['tr', 'de'];
const TYPES = ['text', 'image', 'button'];
const TEXTS = ['Merhaba', 'SİPARİŞ nerede', 'tamam', '%50 indirim'];
const CAMPAIGNS = [901, 902];
const LINKS = [
  { name: 'İndirim sayfası', target: 'https://shop.example/sale' },
  { name: 'Katalog', target: 'https://shop.example/catalog?of=autumn' },
];

const numbers = { amount: fc.constantFrom(12, 36, 40), unit: fc.constantFrom('hours', 'days') };
const ago = fc.record(numbers) as fc.Arbitrary<{ amount: number; unit: 'hours' | 'days' }>;
const chips = <T>(values: T[]) =>
  fc.record({
    include: fc.subarray(values),
    exclude: fc.subarray(values),
  });
const bounds = {
  atLeast: fc.option(fc.constantFrom(0, 1, 3), { nil: undefined }),
  atMost: fc.option(fc.constantFrom(0, 2, 5), { nil: undefined }),
  within: fc.option(ago, { nil: undefined }),
};
const not = fc.boolean();

interface Known {
  groups: number[];
  links: number[];
}

const conditionOf = ({ groups, links }: Known): fc.Arbitrary<SegmentCondition> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('people' as const),
      not,
      filter: fc.record(
        {
          tags: chips(TAGS),
          groups: chips(groups),
          countries: chips(COUNTRIES),
          languages: chips(LANGUAGES),
          consent: chips(['in', 'none', 'out'] as const as ('in' | 'none' | 'out')[]),
        },
        { requiredKeys: [] }
      ),
    }),
    fc.record({
      kind: fc.constant('time' as const),
      not,
      fact: fc.constantFrom('added' as const, 'last-inbound' as const),
      operator: fc.constantFrom('within' as const, 'longer-ago' as const, 'never' as const),
      ago,
    }),
    fc.record({
      kind: fc.constant('messages' as const),
      not,
      direction: fc.constantFrom('in' as const, 'out' as const),
      types: fc.option(fc.subarray(TYPES), { nil: undefined }),
      text: fc.option(fc.constantFrom('merhaba', 'sipariş', '%50', 'yok'), { nil: undefined }),
      ...bounds,
    }),
    fc.record({
      kind: fc.constant('engagement' as const),
      not,
      levels: fc.subarray(['high', 'medium', 'low', 'none'] as const as ('high' | 'none')[], {
        minLength: 1,
      }),
    }),
    fc.record({
      kind: fc.constant('campaign' as const),
      not,
      campaignId: fc.option(fc.constantFrom(...CAMPAIGNS), { nil: undefined }),
      outcome: fc.constantFrom(
        'sent' as const,
        'delivered' as const,
        'read' as const,
        'not-read' as const,
        'answered' as const,
        'failed' as const
      ),
      within: fc.option(ago, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('clicked' as const),
      not,
      linkId: fc.option(fc.constantFrom(...links), { nil: undefined }),
      campaignId: fc.option(fc.constantFrom(...CAMPAIGNS), { nil: undefined }),
      text: fc.option(fc.constantFrom('indirim', 'CATALOG', 'shop', 'yok'), { nil: undefined }),
      within: fc.option(ago, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('converted' as const),
      not,
      event: fc.option(fc.constantFrom('order', 'signed-up'), { nil: undefined }),
      campaignId: fc.option(fc.constantFrom(...CAMPAIGNS), { nil: undefined }),
      ...bounds,
    })
  ) as fc.Arbitrary<SegmentCondition>;

const treeOf = (known: Known, depth: number): fc.Arbitrary<SegmentGroup> => {
  const node: fc.Arbitrary<SegmentNode> =
    depth === 1
      ? conditionOf(known)
      : fc.oneof({ weight: 3, arbitrary: conditionOf(known) }, treeOf(known, depth - 1));
  return fc.record({
    kind: fc.constant('group' as const),
    not,
    match: fc.constantFrom('all' as const, 'any' as const),
    nodes: fc.array(node, { maxLength: 3 }),
  });
};

describe.each(databases())('trees of conditions, on %s', (database) => {
  let world: World;
  let people: Person[];
  let known: Known;
  let now: number;

  beforeAll(async () => {
    world = await startWorld({ database });
    now = Date.now();
    ({ people, known } = await seed(world, now));
  });
  afterAll(() => world.close());

  it('[P-13] [P-14] [P-16] [P-17] [P-18] mean in SQL exactly whom they mean in words, whatever the tree', async () => {
    const ids = people.map(({ id }) => id);
    const audience = audienceService(world.strapi);
    await fc.assert(
      fc.asyncProperty(treeOf(known, SEGMENT_DEPTH), async (tree) => {
        const choice = await audience.ofTree(tree);
        const found = await audience.pieceOf(choice, { after: 0, limit: 5_000 });
        const wanted = people.filter((person) => matches(person, tree, now)).map(({ id }) => id);
        expect(found.filter((id) => ids.includes(id))).toEqual(wanted);
      }),
      { numRuns: 150, seed: 7 }
    );
  });
});

/** People with every fact that a condition may ask for; all times lie far from those that are asked. */
const seed = async (world: World, now: number): Promise<{ people: Person[]; known: Known }> => {
  const random = createRandom(11);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)] as T;
  const knex = world.strapi.db.connection;
  const service = (name: string) => world.strapi.plugin('whatsapp').service(name) as never;
  const groupService = service('groups') as {
    create(body: { name: string }): Promise<{ id: number }>;
    addMembers(id: number, ids: number[]): Promise<number>;
  };
  const groups = [
    (await groupService.create({ name: 'A' })).id,
    (await groupService.create({ name: 'B' })).id,
  ];
  const links: number[] = [];
  for (const link of LINKS)
    links.push((await world.api.post<{ id: number }>('/whatsapp/links', link)).body.id);
  const tagIds: number[] = [];
  for (const name of TAGS) {
    await world.api.post('/whatsapp/tags', { name });
    const row = (await knex('whatsapp_tags').where({ name }).first('id')) as { id: number };
    tagIds.push(row.id);
  }
  const times = [0.1, 1, 5, 20, 60].map((days) => now - days * DAY);
  const people: Person[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const waId = `9054${String(10_000_000 + n)}`;
    const person: Person = {
      id: 0,
      country: pick([...COUNTRIES, null]),
      language: pick([...LANGUAGES, null]),
      marketing: pick(['in', 'none', 'out'] as const),
      tags: TAGS.filter(() => random.below(3) === 0),
      groups: groups.filter(() => random.below(3) === 0),
      addedAt: pick(times),
      lastInboundAt: pick([...times, null]),
      messages: [],
      clicks: [],
      conversions: [],
    };
    await knex('whatsapp_contacts').insert({
      name: `Seed ${n}`,
      name_search: `seed ${n}`,
      phone: `+${waId}`,
      wa_id: waId,
      wa_key: keyOf(waId),
      address_key: keyOf(waId),
      country: person.country,
      language: person.language,
      source: 'import',
      marketing: person.marketing,
      utility: 'none',
      blocked: false,
      bucket: n,
      sample: false,
      last_inbound_at: person.lastInboundAt,
      added_at: person.addedAt,
      changed_at: now,
    });
    const row = (await knex('whatsapp_contacts')
      .where({ wa_key: keyOf(waId) })
      .first('id')) as {
      id: number;
    };
    person.id = Number(row.id);
    for (const [i, name] of TAGS.entries())
      if (person.tags.includes(name))
        await knex('whatsapp_contact_tags').insert({
          contact_id: person.id,
          tag_id: tagIds[i],
          added_at: now,
        });
    for (const group of person.groups) await groupService.addMembers(group, [person.id]);
    for (let m = random.below(5) === 0 ? 14 : random.below(4); m > 0; m -= 1)
      person.messages.push(saidBy(random, pick, times));
    await writeMessages(world, person, n);
    person.clicks = clicksBy(random, pick, { links, times });
    await writeClicks(world, person);
    person.conversions = convertedBy(random, pick, times);
    await writeConversions(world, person);
    people.push(person);
  }
  return { people, known: { groups, links } };
};

const saidBy = (
  random: { below(n: number): number },
  pick: <T>(values: readonly T[]) => T,
  times: number[]
): Said => {
  const direction = pick(['in', 'in', 'out'] as const);
  const state = direction === 'in' ? 'received' : pick(['accepted', 'failed', 'left'] as const);
  const at = pick(times);
  const isRead = state === 'accepted' && random.below(2) === 0;
  return {
    direction,
    state,
    type: pick(TYPES),
    text: pick(TEXTS),
    at,
    campaignId: direction === 'out' ? pick([...CAMPAIGNS, null]) : null,
    deliveredAt: state === 'accepted' && random.below(2) === 0 ? at + 1 : null,
    readAt: isRead ? at + 2 : null,
    answered: isRead && random.below(2) === 0,
  };
};

const writeMessages = async (world: World, person: Person, n: number): Promise<void> => {
  const knex = world.strapi.db.connection;
  const row = (said: Partial<Said>, i: number) => ({
    conversation_id: 1_000_000 + n,
    account_id: world.accountId,
    contact_id: person.id,
    direction: said.direction,
    origin: said.direction === 'in' ? 'customer' : 'agent',
    type: said.type,
    text: said.text,
    state: said.state,
    rank: 0,
    attempt: 1,
    tries: 0,
    lane: 0,
    due_at: 0,
    in_limit: false,
    sample: false,
    at: said.at,
    campaign_id: said.campaignId,
    delivered_at: said.deliveredAt,
    read_at: said.readAt,
    wamid: `wamid.seed.${n}.${i}`,
    wamid_key: keyOf(`wamid.seed.${n}.${i}`),
  });
  const answers: Said[] = [];
  for (const [i, said] of person.messages.entries()) {
    await knex('whatsapp_messages').insert(row(said, i));
    if (!said.answered) continue;
    const answer: Said = {
      ...said,
      direction: 'in',
      state: 'received',
      type: 'button',
      text: 'tamam',
      campaignId: null,
      deliveredAt: null,
      readAt: null,
      answered: false,
    };
    await knex('whatsapp_messages').insert({
      ...row(answer, 100 + i),
      context_key: keyOf(`wamid.seed.${n}.${i}`),
    });
    answers.push(answer);
  }
  person.messages.push(...answers);
};

const clicksBy = (
  random: { below(n: number): number },
  pick: <T>(values: readonly T[]) => T,
  { links, times }: { links: number[]; times: number[] }
): Clicked[] =>
  LINKS.flatMap((link, i) =>
    [0, ...CAMPAIGNS]
      .filter(() => random.below(5) === 0)
      .map((campaignId) => ({ ...link, linkId: links[i] ?? 0, campaignId, at: pick(times) }))
  );

const writeClicks = async (world: World, { id, clicks }: Person): Promise<void> => {
  const rows = clicks.map(({ linkId, campaignId, at }: Clicked) => ({
    link_id: linkId,
    contact_id: id,
    campaign_id: campaignId,
    times: 1,
    first_at: at,
    last_at: at,
  }));
  if (rows.length > 0) await world.strapi.db.connection('whatsapp_link_clicks').insert(rows);
};

const convertedBy = (
  random: { below(n: number): number },
  pick: <T>(values: readonly T[]) => T,
  times: number[]
): Converted[] =>
  Array.from({ length: random.below(4) }, () => ({
    event: pick(['order', 'order', 'signed-up']),
    campaignId: pick([0, ...CAMPAIGNS]),
    at: pick(times),
  }));

const writeConversions = async (world: World, { id, conversions }: Person): Promise<void> => {
  const knex = world.strapi.db.connection;
  for (const [i, { event, campaignId, at }] of conversions.entries()) {
    const dedupeKey = keyOf(`seed ${id} ${i}`);
    await knex('whatsapp_conversions').insert({
      event,
      contact_id: id,
      at,
      source: 'api',
      dedupe_key: dedupeKey,
      click_campaign_id: 0,
      added_at: at,
    });
    if (campaignId === 0) continue;
    const row = (await knex('whatsapp_conversions')
      .where({ dedupe_key: dedupeKey })
      .first('id')) as { id: number };
    await knex('whatsapp_conversion_touches').insert({
      conversion_id: row.id,
      campaign_id: campaignId,
      kind: 'message',
      touch_at: at,
    });
  }
};
