import { Pool } from 'undici';
import type { ConfigPatch } from '../../simulator/src/config';
import { crowdPhone } from '../../simulator/src/fleet/crowd';
import { planOf, type Plan } from '../../simulator/src/fleet/plan';
import { DEEDS, type DeedName } from '../../simulator/src/fleet/settings';
import { startStage, until, type Json, type Stage } from './receiver';

type FleetPatch = NonNullable<ConfigPatch['fleet']>;

const soon = (share: number) => ({ share, minMs: 0, maxMs: 40 });
/** Every deed happens often enough to be seen. */
const LIVELY: FleetPatch = {
  deliver: soon(0.95),
  read: soon(0.8),
  click: soon(0.3),
  press: soon(0.3),
  reply: soon(0.2),
  optOut: soon(0.1),
  stopMarketing: soon(0.1),
  block: soon(0.1),
  fail: { share: 0.05, codes: [131026, 131049] },
};

const OFFER = {
  name: 'fleet_offer',
  language: 'en_US',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [
    { type: 'BODY', text: 'Two for one this week. See you soon at the shop.' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Tell me more' },
        { type: 'URL', text: 'Open', url: 'https://shop.example/offer' },
      ],
    },
  ],
};
const offerTo = (phone: string): Json => ({
  messaging_product: 'whatsapp',
  to: `+${phone}`,
  type: 'template',
  template: { name: OFFER.name, language: { code: OFFER.language } },
});

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.close();
  stage = null;
});

const startFleet = async (fleet: FleetPatch, seed = 11): Promise<Stage> => {
  stage = await startStage({
    seed,
    config: {
      throughput: { enforce: false },
      messagingLimit: { enforce: false },
      // This many blocks would pause the template.
      quality: { follow: false },
      fleet: { ...fleet, enabled: true },
    },
  });
  stage.sim.control.templates.seed(OFFER);
  return stage;
};

/** Sends the offer to the first people of the crowd, and waits until all that follows has happened. */
const campaign = async ({ sim, pnid }: Stage, people: number): Promise<void> => {
  const pool = new Pool(sim.url, { connections: 16, pipelining: 1 });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < people) {
      const body = JSON.stringify(offerTo(crowdPhone(next)));
      next += 1;
      const answer = await pool.request({
        method: 'POST',
        path: `/v25.0/${pnid}/messages`,
        headers: {
          authorization: `Bearer ${sim.account.token}`,
          'content-type': 'application/json',
        },
        body,
      });
      expect(answer.statusCode).toBe(200);
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  await pool.destroy();
  await until(() => sim.control.fleet.counts().pending === 0, 30_000);
  await sim.control.deliveries.idle();
};

const plansOf = ({ sim, pnid }: Stage, people: number): Plan[] =>
  Array.from({ length: people }, (_, index) =>
    planOf(sim.control.config().fleet, `${crowdPhone(index)}|${pnid}`, {
      nth: 1,
      marketing: true,
      choices: 1,
      links: 1,
    })
  );

/** How often a deed happens by plan: who has blocked the business does nothing more. */
const planned = (plans: readonly Plan[], name: DeedName): number =>
  plans.filter((plan) => {
    const at = plan[name];
    const before = name === 'deliver' || name === 'read' || name === 'block';
    return at !== null && (before || plan.block === null || at <= plan.block);
  }).length;

/** Presses of each kind of button, as the analytics of the template tell them. */
const clicksOf = async ({ call, sim }: Stage): Promise<Record<string, number>> => {
  const { wabaId } = sim.account;
  await call('POST', `${wabaId}?is_enabled_for_insights=true`);
  const id = sim.control.templates.list().find(({ name }) => name === OFFER.name)?.['id'];
  const now = Math.floor(Date.now() / 1000);
  const span = `start=${now - 86_400}&end=${now + 86_400}&granularity=daily&metric_types=clicked`;
  const answer = await call(
    'GET',
    `${wabaId}/template_analytics?${span}&template_ids=[${String(id)}]`
  );
  const [page] = answer.body['data'] as { data_points: { clicked?: Json[] }[] }[];
  const clicks: Record<string, number> = {};
  for (const { clicked = [] } of page?.data_points ?? [])
    for (const { type, count } of clicked)
      clicks[String(type)] = (clicks[String(type)] ?? 0) + Number(count);
  return clicks;
};

describe('the fleet', () => {
  it('offers its first customers as a file to import', async () => {
    const { sim } = await startFleet({});
    const file = (people: string) => fetch(`${sim.url}/_sim/fleet/people.csv?people=${people}`);
    const answer = await file('2');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('virtual-customers.csv');
    expect(await answer.text()).toBe(
      'phone,name,language\n+905550000000,Ayşe Yılmaz,tr\n+905550000001,Mehmet Yılmaz,tr\n'
    );
    expect((await file('0')).status).toBe(400);
  });

  it('does with 10,000 messages exactly what its plan says, and every webhook of it arrives', async () => {
    const people = 10_000;
    const running = await startFleet(LIVELY);
    const { control } = running.sim;
    expect(control.fleet.populate(people)).toEqual({
      people,
      first: '905550000000',
      last: '905550009999',
    });
    await campaign(running, people);

    const plans = plansOf(running, people);
    const counts = control.fleet.counts();
    for (const name of DEEDS) {
      expect([name, counts[name]]).toEqual([name, planned(plans, name)]);
      expect(counts[name]).toBeGreaterThan(people / 50);
    }
    const failed = plans.filter((plan) => plan.failCode > 0).length;
    expect(counts.fail).toBe(failed);

    const told = running.receiver.statuses();
    const many = (status: string): number => told.filter((one) => one['status'] === status).length;
    expect({ sent: many('sent'), failed: many('failed') }).toEqual({
      sent: people - failed,
      failed,
    });
    expect([many('delivered'), many('read')]).toEqual([counts.deliver, counts.read]);
    const inbound = running.receiver.messages();
    const ofType = (type: string): number => inbound.filter((one) => one['type'] === type).length;
    expect(ofType('button')).toBe(counts.press);
    expect(await clicksOf(running)).toEqual({
      quick_reply_button: counts.press,
      url_button: counts.click,
    });
    expect(ofType('text')).toBe(counts.reply + counts.optOut);
    expect(running.receiver.changes('user_preferences')).toHaveLength(counts.stopMarketing);
    const blocked = plans.map((_, index) => control.people.get(crowdPhone(index)).blocked);
    expect(blocked).toEqual(plans.map((plan) => plan.block !== null));
  }, 300_000);

  it('plays the same run with the same seed, and another one with another', async () => {
    const play = async (seed: number): Promise<unknown> => {
      const running = await startFleet(LIVELY, seed);
      await campaign(running, 300);
      const { ledger } = running.sim.control;
      const answers = running.receiver
        .messages()
        .map((one) => [one['from'], one['type'], one['text'] ?? one['button']])
        .sort((a, b) => String(a).localeCompare(String(b)));
      const fates = ledger
        .query({}, { limit: 300 })
        .map((one) => [one.to, one.failedCode, one.deliveredAt > 0, one.readAt > 0])
        .sort((a, b) => String(a[0]).localeCompare(String(b[0])));
      await running.close();
      stage = null;
      return { fates, answers };
    };
    const first = await play(3);
    expect(await play(3)).toEqual(first);
    expect(await play(4)).not.toEqual(first);
  });

  it('presses buttons and chooses rows of messages that the threads have forgotten', async () => {
    const all = { share: 1, minMs: 30, maxMs: 30 };
    const running = await startFleet({
      ...Object.fromEntries(DEEDS.map((name) => [name, { share: 0 }])),
      deliver: all,
      read: all,
      press: all,
      fail: { share: 0 },
    });
    running.sim.control.configure({ threads: { keep: 1 } });
    await campaign(running, 20);
    const pressed = running.receiver.messages();
    expect(pressed).toHaveLength(20);
    for (const one of pressed)
      expect(one['button']).toEqual({ payload: 'Tell me more', text: 'Tell me more' });

    const phone = crowdPhone(0);
    const action = {
      button: 'Choose',
      sections: [{ title: 'Coffee', rows: [{ id: 'r1', title: 'Filter' }] }],
    };
    const interactive = { type: 'list', body: { text: 'Which one?' }, action };
    await running.send({ to: `+${phone}`, type: 'interactive', interactive });
    await until(() => running.receiver.messages().length === 21);
    expect(running.receiver.messages()[20]?.['interactive']).toEqual({
      type: 'list_reply',
      list_reply: { id: 'r1', title: 'Filter' },
    });
  });

  it('leaves customers that were added by hand alone, unless it is set to play everyone', async () => {
    const running = await startFleet({ ...LIVELY, fail: { share: 0 }, deliver: soon(1) });
    const { control } = running.sim;
    control.fleet.start({ read: soon(1) });
    const ayse = '905321110001';
    const offer = offerTo(ayse);
    await running.send(offer);
    await until(() => running.receiver.statuses().length === 2);
    expect(control.fleet.counts()).toMatchObject({ deliver: 0, pending: 0 });
    control.fleet.start({ who: 'everyone' });
    await running.send(offer);
    await until(() => control.fleet.counts().read === 1);
    expect(control.fleet.stop().enabled).toBe(false);
  });

  it('delivers to a phone that was off when it is switched on, and the customer goes on from there', async () => {
    const running = await startFleet({
      ...LIVELY,
      deliver: soon(1),
      read: soon(1),
      fail: { share: 0 },
    });
    const { control } = running.sim;
    control.fleet.populate(1);
    const phone = crowdPhone(0);
    control.act.setOnline(phone, false);
    await running.send(offerTo(phone));
    await until(() => control.fleet.counts().pending === 0);
    expect(control.fleet.counts()).toMatchObject({ deliver: 0, read: 0 });
    control.act.setOnline(phone, true);
    await until(() => control.fleet.counts().read === 1);
    expect(control.fleet.counts().deliver).toBe(1);
  });

  it('is started, filled, stopped and forgotten over the control API, which names a wrong field', async () => {
    const running = await startFleet({});
    const call = async (method: string, path: string, body: unknown = {}) => {
      const answer = await fetch(`${running.sim.url}/_sim/${path}`, {
        method,
        ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Json };
    };
    expect((await call('POST', 'fleet/people', { people: 3 })).body).toEqual({
      people: 3,
      first: '905550000000',
      last: '905550000002',
    });
    expect((await call('POST', 'fleet/people', { people: 0 })).status).toBe(400);
    const started = await call('POST', 'fleet/start', { ...LIVELY, fail: { share: 1 } });
    expect(started.body['settings']).toMatchObject({ enabled: true, fail: { share: 1 } });
    const wrong = await call('POST', 'fleet/start', { read: { share: 2 } });
    expect(wrong).toEqual({ status: 400, body: { error: 'fleet.read.share must be ≤ 1' } });
    await running.send(offerTo(crowdPhone(2)));
    await until(() => running.sim.control.fleet.counts().fail === 1);
    expect((await call('GET', 'fleet')).body['counts']).toMatchObject({ fail: 1, pending: 0 });
    expect((await call('POST', 'fleet/stop')).body['settings']).toMatchObject({ enabled: false });
    await call('POST', 'reset');
    expect((await call('GET', 'fleet')).body['counts']).toMatchObject({ fail: 0, pending: 0 });
  });
});
