import { everyMessage, type MediaIds } from '../support/every-message';
import { startStage, until, wamidOf, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
const { form, products } = everyMessage({} as MediaIds);
const interactive = (node: Json): Json => ({
  type: 'interactive',
  interactive: { body: { text: 'Please' }, ...node },
});
const product = interactive({
  type: 'product',
  action: { catalog_id: '900', product_retailer_id: 'huila-250' },
});
const catalog = interactive({ type: 'catalog_message', action: { name: 'catalog_message' } });
const address = interactive({
  type: 'address_message',
  action: { name: 'address_message', parameters: { country: 'IN' } },
});
const calls = interactive({
  type: 'call_permission_request',
  action: { name: 'call_permission_request' },
});
const formReply = (name: string): Json => ({
  type: 'nfm_reply',
  nfm_reply: { name, body: 'Sent', response_json: '{"flow_token":"visit-7"}' },
});
const order: Json = {
  catalog_id: '900',
  product_items: [
    { product_retailer_id: 'huila-250', quantity: 1, item_price: 9.5, currency: 'EUR' },
  ],
};
const permission: Json = {
  type: 'call_permission_reply',
  call_permission_reply: {
    response: 'accept',
    is_permanent: false,
    response_source: 'user_action',
  },
};

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
  stage.sim.control.act.text(AYSE, 'hi');
});
afterEach(() => stage.close());

describe('a message whose sheet the phone stands in for', () => {
  it.each([
    ['flow', form, 'interactive', formReply('flow')],
    ['address_message', address, 'interactive', formReply('address_message')],
    ['product', product, 'order', order],
    ['product_list', products, 'order', order],
    ['catalog_message', catalog, 'order', order],
    ['call_permission_request', calls, 'interactive', permission],
  ])('arrives and is answered as Meta tells it: %s', async (_kind, message, type, node) => {
    const wamid = wamidOf(await stage.send({ to: `+${AYSE}`, ...message }));
    await until(() => stage.sim.control.ledger.get(wamid)?.deliveredAt !== 0);
    stage.sim.control.act.raw(AYSE, { type, node }, { quoted: wamid });
    await until(() => stage.receiver.messages().length === 2);
    expect(stage.receiver.messages()[1]).toMatchObject({
      type,
      [type]: node,
      context: { id: wamid },
    });
  });

  it.each([
    ['a form without its id', interactive({ type: 'flow', action: { name: 'flow' } })],
    ['a product without a catalogue', interactive({ type: 'product', action: {} })],
    ['an empty list of products', interactive({ type: 'product_list', action: {} })],
    ['an address without a country', interactive({ type: 'address_message', action: {} })],
  ])('is refused when it is %s', async (_what, message) => {
    const answer = await stage.send({ to: `+${AYSE}`, ...message });
    expect(answer.status).toBe(400);
    expect([100, 131008, 131009]).toContain(stage.code(answer));
  });
});
