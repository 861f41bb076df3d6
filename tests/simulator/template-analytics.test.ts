import { startStage, until, wamidOf, type Answer, type Json, type Stage } from './receiver';
import { marketing } from './template-desk';

let stage: Stage;
let waba: string;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
  waba = stage.sim.account.wabaId;
});
afterEach(() => stage.close());

describe('analytics', () => {
  const seconds = (ms: number): number => Math.floor(ms / 1000);

  it('need the opt-in, which cannot be taken back', async () => {
    const now = seconds(stage.sim.control.now());
    const path = `${waba}/template_analytics?start=${now - 86_400}&end=${now + 1}&granularity=daily&template_ids=[1]`;
    expect(stage.code(await stage.call('GET', path))).toBe(200007);
    expect((await stage.call('POST', `${waba}?is_enabled_for_insights=true`)).status).toBe(200);
    expect(stage.code(await stage.call('GET', path))).toBe(100);
    expect(stage.code(await stage.call('POST', `${waba}?is_enabled_for_insights=false`))).toBe(
      200006
    );
  });

  it('count what the ledger knows: sent, delivered, read, clicked, spent', async () => {
    const { control } = stage.sim;
    const made = control.templates.seed({
      name: 'news',
      language: 'en_US',
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'Our news of the week.' },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
      ],
    });
    await stage.call('POST', `${waba}?is_enabled_for_insights=true`);
    const first = wamidOf(await stage.send(marketing('905321110001')));
    await stage.send(marketing('905321110002'));
    await until(
      () => stage.receiver.statuses().filter((s) => s['status'] === 'delivered').length === 2
    );
    control.act.press('905321110001', first, 'More');
    const now = seconds(control.now());
    const span = `start=${now - 86_400}&end=${now + 60}`;
    const answer = await stage.call(
      'GET',
      `${waba}/template_analytics?${span}&granularity=daily&metric_types=sent,delivered,read,clicked,cost&template_ids=[${String(made['id'])}]`
    );
    const [set] = answer.body['data'] as { data_points: Json[] }[];
    expect(set?.data_points).toEqual([
      expect.objectContaining({
        template_id: made['id'],
        sent: 2,
        delivered: 2,
        read: 1,
        clicked: [{ type: 'quick_reply_button', button_content: 'More', count: 1 }],
        cost: [
          { type: 'amount_spent', value: 0.1 },
          { type: 'cost_per_delivered', value: 0.05 },
        ],
      }),
    ]);
    const dotted = `.start(${now - 86_400}).end(${now + 60})`;
    const fields = `analytics${dotted}.granularity(DAY),pricing_analytics${dotted}.granularity(DAILY).dimensions(PRICING_CATEGORY,PRICING_TYPE,COUNTRY)`;
    const account = await stage.call('GET', `${waba}?fields=${encodeURIComponent(fields)}`);
    expect((account.body['analytics'] as { data_points: Json[] }).data_points).toEqual([
      expect.objectContaining({ sent: 2, delivered: 2 }),
    ]);
    const pricing = account.body['pricing_analytics'] as { data: { data_points: Json[] }[] };
    expect(pricing.data[0]?.data_points).toEqual([
      expect.objectContaining({
        pricing_category: 'MARKETING',
        pricing_type: 'REGULAR',
        country: 'TR',
        volume: 2,
        cost: 0.1,
      }),
    ]);
  });

  it('count conversations: one a day for a customer and a category', async () => {
    const { control } = stage.sim;
    control.templates.seed({
      name: 'news',
      language: 'en_US',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Our news of the week.' }],
    });
    control.act.text('905321110001', 'hi', { phoneNumberId: stage.pnid });
    const service = { to: '+905321110001', type: 'text', text: { body: 'hello' } };
    for (const message of [marketing('905321110002'), marketing('905321110002'), service])
      await stage.send(message);
    await until(
      () => stage.receiver.statuses().filter((s) => s['status'] === 'delivered').length === 3
    );
    const now = seconds(control.now());
    const ask = async (more: string, grain = 'DAILY'): Promise<Answer> => {
      const span = `.start(${now - 86_400}).end(${now + 60}).granularity(${grain})`;
      const fields = encodeURIComponent(`id,conversation_analytics${span}${more}`);
      return stage.call('GET', `${waba}?fields=${fields}`);
    };
    const points = async (more: string): Promise<Json[] | undefined> => {
      const answer = (await ask(more)).body['conversation_analytics'];
      return (answer as { data: { data_points: Json[] }[] }).data[0]?.data_points;
    };
    const day = {
      start: expect.any(Number) as number,
      end: expect.any(Number) as number,
    };
    expect(await points('')).toEqual([{ ...day, conversation: 2, cost: 0.1 }]);
    const all = '.dimensions(["CONVERSATION_CATEGORY","CONVERSATION_TYPE","COUNTRY","PHONE"])';
    const phone = control.state()['numbers'] as { id: string; phone: string }[];
    const where = {
      country: 'TR',
      phone_number: phone.find(({ id }) => id === stage.pnid)?.phone,
    };
    expect(await points(all)).toEqual([
      {
        ...{ ...day, ...where, conversation: 1, cost: 0.1 },
        ...{ conversation_category: 'MARKETING', conversation_type: 'REGULAR' },
      },
      {
        ...{ ...day, ...where, conversation: 1, cost: 0 },
        ...{ conversation_category: 'SERVICE', conversation_type: 'FREE_TIER' },
      },
    ]);
    const direction = '.dimensions([CONVERSATION_DIRECTION]).metric_types([CONVERSATION])';
    expect(await points(`${direction}.conversation_categories([SERVICE])`)).toEqual([
      { ...day, conversation: 1, conversation_direction: 'USER_INITIATED' },
    ]);
    expect(await points('.country_codes(["DE"])')).toEqual([]);
    expect(stage.code(await ask('', 'DAY'))).toBe(100);
    expect(stage.code(await ask('.dimensions([CITY])'))).toBe(100);
  });

  it('compare two templates only after a thousand sends of each', async () => {
    const [a, b] = stage.sim.control.templates.list();
    const now = seconds(stage.sim.control.now());
    const path = `${String(a?.['id'])}/compare?template_ids=[${String(b?.['id'])}]`;
    const week = `&start=${now - 7 * 86_400}&end=${now}`;
    expect(stage.code(await stage.call('GET', `${path}${week}`))).toBe(200005);
    expect(stage.code(await stage.call('GET', `${path}&start=${now - 5}&end=${now}`))).toBe(100);
  });
});
