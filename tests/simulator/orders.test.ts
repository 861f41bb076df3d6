import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readPayment } from '../../server/src/cloud-api/payment';
import { file, describeWithDocument } from './meta-document';
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
const REFERENCE = 'order-1007';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
  stage.sim.control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
});
afterEach(() => stage.close());

const rupees = (value: number): Json => ({ value, offset: 100 });
const gateway = { type: 'payment_gateway', payment_gateway: { type: 'payu' } };
const ORDER: Json = {
  status: 'pending',
  items: [{ name: 'Bread', amount: rupees(20_000), quantity: 1 }],
  subtotal: rupees(20_000),
  tax: rupees(1500),
  shipping: rupees(500),
  discount: rupees(1000),
};
const DETAILS: Json = {
  reference_id: REFERENCE,
  type: 'physical-goods',
  currency: 'INR',
  total_amount: rupees(21_000),
  payment_settings: [gateway],
  order: ORDER,
};

const interactive = (type: string, name: string, parameters: unknown): Promise<Answer> =>
  stage.send({
    to: `+${AYSE}`,
    type: 'interactive',
    interactive: { type, body: { text: 'Your order' }, action: { name, parameters } },
  });
const bill = (over: Json = {}): Promise<Answer> =>
  interactive('order_details', 'review_and_pay', { ...DETAILS, ...over });
const news = (parameters: Json): Promise<Answer> =>
  interactive('order_status', 'review_order', { reference_id: REFERENCE, ...parameters });
const tell = (status: string): Promise<Answer> => news({ order: { status } });

const detailsOf = (answer: Answer): unknown =>
  (errorOf(answer)['error_data'] as Json | undefined)?.['details'];
const statusesOf = (wamid: string): Json[] =>
  stage.receiver.statuses().filter((status) => status['id'] === wamid);
const deliver = async (answer: Answer): Promise<string> => {
  expect(errorOf(answer)).toEqual({});
  const wamid = wamidOf(answer);
  await until(() => statusesOf(wamid).some(({ status }) => status === 'delivered'));
  return wamid;
};
const failure = async (answer: Answer): Promise<unknown> => {
  const wamid = wamidOf(answer);
  await until(() => statusesOf(wamid).length > 0);
  return (statusesOf(wamid)[0]?.['errors'] as Json[] | undefined)?.[0]?.['code'];
};

describe('a bill', () => {
  it('arrives, also with its parameters as JSON text', async () => {
    await deliver(await bill());
    const text = JSON.stringify({ ...DETAILS, reference_id: 'order-1008' });
    const wamid = await deliver(await interactive('order_details', 'review_and_pay', text));
    expect(() => stage.sim.control.act.pay(AYSE, wamid, { status: 'pending' })).not.toThrow();
  });

  it('of Brazil needs no items, and its reference may be longer', async () => {
    const brazil = { currency: 'BRL', payment_type: 'br', reference_id: 'r'.repeat(60) };
    const over = { ...brazil, order: undefined, payment_settings: undefined };
    await deliver(await bill(over));
    expect(stage.code(await bill({ reference_id: 'r'.repeat(60) }))).toBe(131009);
  });

  it.each([
    ['no type', { type: undefined }, 131008, "['type']"],
    ['no total', { total_amount: undefined }, 131008, "['total_amount']"],
    ['no way to pay', { payment_settings: undefined }, 131008, "['payment_settings']"],
    ['no order', { order: undefined }, 131008, "['order']"],
    ['no items', { order: { ...ORDER, items: [] } }, 131008, "['items'][0]"],
    ['no tax', { order: { ...ORDER, tax: undefined } }, 131008, "['tax']"],
    ['an empty way to pay', { payment_settings: [{ type: 'pix' }] }, 131009, 'payment_settings'],
    ['nothing to pay', { total_amount: rupees(0) }, 131009, "['total_amount']"],
    ['another total', { total_amount: rupees(20_999) }, 131009, 'here 21000'],
    ['a paid order', { order: { ...ORDER, status: 'captured' } }, 131009, 'must be pending'],
  ])('is refused with %s', async (_what, over, code, words) => {
    const answer = await bill(over);
    expect([answer.status, stage.code(answer)]).toEqual([400, code]);
    expect(detailsOf(answer)).toContain(words);
  });
});

describe('news of an order', () => {
  it('may tell the payment alone, and are refused without either', async () => {
    await deliver(await bill());
    await deliver(await news({ payment: { status: 'captured', timestamp: 1_722_445_231 } }));
    expect(stage.code(await news({}))).toBe(131008);
    expect(stage.code(await news({ payment: { status: 'paid' } }))).toBe(131009);
    expect(stage.code(await tell('lost'))).toBe(131009);
  });

  it('fail with 2046 after the end of the order', async () => {
    await deliver(await bill());
    await deliver(await tell('shipped'));
    expect(await failure(await tell('pending'))).toBe(2046);
    await deliver(await tell('completed'));
    expect(await failure(await tell('processing'))).toBe(2046);
  });

  it('fail with 2047 when they cancel what is paid', async () => {
    const wamid = await deliver(await bill());
    stage.sim.control.act.pay(AYSE, wamid, { status: 'captured' });
    expect(await failure(await tell('canceled'))).toBe(2047);
  });
});

describe('a payment', () => {
  const payments = (): Json[] =>
    stage.receiver.statuses().filter((status) => status['type'] === 'payment');

  it('is reported among the statuses: under way, failed, tried again, captured', async () => {
    const wamid = await deliver(await bill());
    const { act } = stage.sim.control;
    const error = { code: 'declined', reason: 'Card declined' };
    act.pay(AYSE, wamid, { status: 'pending' });
    act.pay(AYSE, wamid, { status: 'failed', method: 'card', error });
    act.pay(AYSE, wamid, { status: 'captured' });
    await until(() => payments().length === 3);
    expect(payments()[1]).toEqual({
      id: wamid,
      recipient_id: AYSE,
      recipient_user_id: stage.sim.control.people.get(AYSE).bsuid,
      type: 'payment',
      status: 'failed',
      timestamp: expect.stringMatching(/^\d{10}$/) as string,
      payment: {
        reference_id: REFERENCE,
        amount: rupees(21_000),
        currency: 'INR',
        transaction: {
          id: expect.any(String) as string,
          type: 'payu',
          status: 'failed',
          created_timestamp: expect.any(Number) as number,
          updated_timestamp: expect.any(Number) as number,
          method: { type: 'card' },
          error,
        },
      },
    });
    const [first, second, third] = payments().map(
      ({ payment }) => ((payment as Json)['transaction'] as Json)['id']
    );
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(payments().map((status) => readPayment(status)?.payment)).toEqual([
      expect.objectContaining({ state: 'pending', amount: 210, reference: REFERENCE }),
      expect.objectContaining({ state: 'failed', reason: 'Card declined' }),
      expect.objectContaining({ state: 'paid', currency: 'INR', reason: null }),
    ]);
  });

  it('is asked for over HTTP, and only where there is something to pay', async () => {
    const wamid = await deliver(await bill());
    const pay = async (body: Json): Promise<number> => {
      const path = `${stage.sim.url}/_sim/people/${AYSE}/act/pay`;
      const headers = { 'content-type': 'application/json' };
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    expect(await pay({ wamid, status: 'given' })).toBe(400);
    expect(await pay({ wamid, status: 'captured', error: { code: 'a', reason: 'b' } })).toBe(400);
    expect(await pay({ wamid, status: 'captured', method: 'upi' })).toBe(200);
    expect(await pay({ wamid, status: 'captured' })).toBe(409);
    const plain = wamidOf(
      await stage.send({ to: `+${AYSE}`, type: 'text', text: { body: 'hello' } })
    );
    expect(await pay({ wamid: plain, status: 'captured' })).toBe(400);
    await until(() => payments().length === 1);
  });

  it('of an order in the button of a template is named too', async () => {
    stage.sim.control.templates.seed({
      name: 'your_bill',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'BODY', text: 'Here is your bill.' },
        { type: 'BUTTONS', buttons: [{ type: 'ORDER_DETAILS', text: 'Pay' }] },
      ],
    });
    const parameters = [{ type: 'action', action: { order_details: DETAILS } }];
    const components = [{ type: 'button', sub_type: 'order_details', index: 0, parameters }];
    const template = { name: 'your_bill', language: { code: 'en_US' }, components };
    const wamid = await deliver(await stage.send({ to: `+${AYSE}`, type: 'template', template }));
    stage.sim.control.act.pay(AYSE, wamid, { status: 'captured' });
    await until(() => payments().length === 1);
    expect(payments()[0]).toMatchObject({ id: wamid, payment: { reference_id: REFERENCE } });
  });
});

describeWithDocument('the orders of Meta’s OpenAPI document', () => {
  it('arrive as they stand there', async () => {
    const { paths } = parse(readFileSync(file, 'utf8')) as { paths: Record<string, Json> };
    const { examples } = Object.values(
      ((paths['/{Version}/{Phone-Number-ID}/messages']?.['post'] as Json)['requestBody'] as Json)[
        'content'
      ] as Record<string, { examples: Record<string, { value: Json }> }>
    )[0] ?? { examples: {} };
    for (const name of ['Send Order Details Message', 'Send Order Status Message'])
      await deliver(await stage.send({ ...examples[name]?.value, to: `+${AYSE}` }));
  });
});
