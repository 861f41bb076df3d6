import {
  errorOf,
  startStage,
  until,
  wamidOf,
  type Answer,
  type Json,
  type Stage,
} from './receiver';

const AYSE = '905321110001';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
  stage.sim.control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
});
afterEach(() => stage.close());

const interactive = (node: Json): Promise<Answer> =>
  stage.send({
    to: `+${AYSE}`,
    type: 'interactive',
    interactive: { body: { text: 'Please' }, ...node },
  });

const card = (index: number, over: Json = {}): Json => ({
  card_index: index,
  type: 'product',
  action: { product_retailer_id: `huila-${index}`, catalog_id: '900' },
  ...over,
});
const carousel = (...cards: Json[]): Promise<Answer> =>
  interactive({ type: 'carousel', action: { cards } });
const call = (parameters?: Json): Promise<Answer> =>
  interactive({
    type: 'voice_call',
    action: { name: 'voice_call', ...(parameters ? { parameters } : {}) },
  });

const expectArrives = async (answer: Answer): Promise<void> => {
  expect(errorOf(answer)).toEqual({});
  await until(() => stage.sim.control.ledger.get(wamidOf(answer))?.deliveredAt !== 0);
};

describe('a carousel of products', () => {
  it('arrives', async () => expectArrives(await carousel(card(0), card(1))));

  it.each([
    ['a header', card(1, { header: { type: 'text', text: 'x' } })],
    ['no product', card(1, { action: { catalog_id: '900' } })],
    ['another catalog', card(1, { action: { product_retailer_id: 'x', catalog_id: '901' } })],
  ])('is refused when a card has %s', async (_what, second) => {
    const answer = await carousel(card(0), second);
    expect([131008, 131009]).toContain(stage.code(answer));
  });
});

describe('a call button', () => {
  it('arrives with and without its parameters', async () => {
    await expectArrives(await call());
    await expectArrives(await call({ display_text: 'Call us', ttl_minutes: 60, payload: 'o-7' }));
  });

  it('is refused beyond its limits', async () => {
    expect(stage.code(await call({ display_text: 'x'.repeat(21) }))).toBe(100);
    expect(stage.code(await call({ ttl_minutes: 43_201 }))).toBe(131009);
  });
});

const create = async (
  name: string,
  components: Json[],
  category = 'MARKETING'
): Promise<Answer> => {
  const answer = await stage.call('POST', `${stage.sim.account.wabaId}/message_templates`, {
    name,
    language: 'en_US',
    category,
    components,
  });
  await until(
    () =>
      answer.status !== 200 || stage.receiver.changes('message_template_status_update').length > 0
  );
  return answer;
};
const send = (name: string, components: Json[] = []): Promise<Answer> =>
  stage.send({
    to: `+${AYSE}`,
    type: 'template',
    template: { name, language: { code: 'en_US' }, components },
  });

describe('a template with a product', () => {
  const body = { type: 'BODY', text: 'Our coffee of the month is here.' };

  it('is made with the header PRODUCT, and sent with the product', async () => {
    const buttons = { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] };
    await create('of_the_month', [{ type: 'HEADER', format: 'PRODUCT' }, body, buttons]);
    const product = { product_retailer_id: 'huila-250', catalog_id: '900' };
    await expectArrives(
      await send('of_the_month', [{ type: 'header', parameters: [{ type: 'product', product }] }])
    );
    expect(stage.code(await send('of_the_month'))).toBe(132012);
    const half = { type: 'product', product: { catalog_id: '900' } };
    const refused = await send('of_the_month', [{ type: 'header', parameters: [half] }]);
    expect(stage.code(refused)).toBe(131008);
  });

  it('that asks for permission to call is made, sent, and has no other buttons', async () => {
    const request = { type: 'call_permission_request' };
    await create('may_we_call', [body, request], 'UTILITY');
    await expectArrives(await send('may_we_call'));
    const buttons = { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }] };
    const both = await create('may_we_call_too', [body, request, buttons]);
    expect(errorOf(both)['message']).toContain('CALL_PERMISSION_REQUEST');
  });
});
