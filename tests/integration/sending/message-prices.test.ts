import type { ConversationView } from '../../../server/src/contracts/conversations';
import {
  rateCardBody,
  type CostResult,
  type MessagePrices,
} from '../../../server/src/contracts/prices';
import type { PricesService } from '../../../server/src/prices/public';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

const AYSE = '905321110001';
const CARD = 'Market,Currency,Marketing,Utility,Service\nTurkey,EUR,0.01,0.002,0.003\n';

describe.each(databases())('what one message costs before it goes, on %s', (database) => {
  let world: World;
  let talk: ConversationView;
  beforeAll(async () => {
    world = await startWorld({ database });
    world.sim.control.act.text(AYSE, 'merhaba');
    talk = await eventually('the conversation', list);
  });
  afterAll(() => world.close());

  const list = async () => {
    const { body } = await world.api.get<{ conversations: ConversationView[] }>(
      '/whatsapp/conversations?status=all'
    );
    return body.conversations[0];
  };
  const prices = async () =>
    (await world.api.get<MessagePrices>(`/whatsapp/conversations/${talk.id}/prices`)).body;
  const line = ({ lines }: CostResult) => {
    const [one] = lines;
    return [one?.country, one?.type, one?.micros, one?.currency];
  };

  it('says that no prices are known, not that nothing is paid', async () => {
    const { MARKETING, UTILITY } = await prices();
    expect(MARKETING).toMatchObject({ hasPrices: false, unpriced: 1 });
    expect(line(UTILITY)).toEqual(['TR', null, null, null]);
  });

  it('takes country and category from the table, and the free answers of the month', async () => {
    const service = world.strapi.plugin('whatsapp').service('prices') as PricesService;
    await service.importCard(rateCardBody.parse({ text: CARD, validFrom: '2026-01-01' }));
    const found = await prices();
    expect(line(found.MARKETING)).toEqual(['TR', null, 10_000, 'EUR']);
    expect(line(found.UTILITY)).toEqual(['TR', null, 2_000, 'EUR']);
    expect(line(found.AUTHENTICATION)).toEqual(['TR', null, null, null]);
    expect(found.free).toEqual({ free: 1_000, used: 0, left: 1_000 });
    expect(line(found.service)).toEqual(['TR', 'free_customer_service', 0, null]);
  });

  it('is free of every kind after an ad, from the answer on', async () => {
    world.sim.control.act.text(AYSE, 'ilan', { referral: { source_type: 'ad', source_id: '1' } });
    await eventually('the ad', async () => (await list())?.freeEntry.answerBy);
    expect(line((await prices()).MARKETING)).toEqual(['TR', null, 10_000, 'EUR']);
    await world.api.post(`/whatsapp/conversations/${talk.id}/messages`, {
      type: 'text',
      clientId: 'price-answer-1',
      text: 'buyurun',
    });
    await eventually('the free time', async () => (await list())?.freeEntry.until);
    const { service, MARKETING, UTILITY } = await prices();
    for (const cost of [service, MARKETING, UTILITY])
      expect(line(cost)).toEqual(['TR', 'free_entry_point', 0, null]);
  });
});
