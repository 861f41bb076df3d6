import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { startApp, type AppProcess } from '../../chaos/process';
import { createDatabase, type TestDatabase } from '../../support/databases';
import type { MessageView } from '../../../server/src/contracts/conversations';
import { eventually, nextSecond } from '../../support/world';
import { freePort } from '../../support/free-port';
import { casesInScope } from '../../support/scope';

const ENGINE = {
  leaseMs: 1_500,
  renewMs: 500,
  beatMs: 1_000,
  sweepMs: 500,
  callMs: 1_000,
  uncertainAfterMs: 3_000,
  catchUpMs: 0,
  changeRetryMs: [50, 100],
  drainMs: 2_000,
};

const bodyOf = (content: unknown) => (content as { body?: string }).body;

const UNSETTLED: ReadonlySet<string> = new Set(['queued', 'sending']);

/** After a message was handed to the door but before the run moved; in an action's transaction; the same later in the chain. */
const POINTS = ['bot-sent', 'bot-sent:2', 'bot-acting'].map((point, i) => [point, i + 1] as const);

/**
 * After the question was handed to the door; in the transaction that makes the run wait; after a field was written; after a
 * branch was taken; after another flow was begun.
 */
const FLOW_POINTS = ['bot-sent', 'flow-asked', 'flow-set', 'flow-turned:2', 'flow-turned:3'].map(
  (point, i) => [point, i + 1] as const
);
const isBeforeAnswer = (point: string): boolean => point === 'bot-sent' || point === 'flow-asked';

describe('the process dies in the middle of a bot’s chain, on sqlite', () => {
  let sim: Simulator;
  let database: TestDatabase;
  let port: number;
  let app: AppProcess;

  let admin = '';
  let botId = 0;
  let flowId = 0;

  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}/whatsapp${path}`, {
      method,
      headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  /** What was sent to the person, the oldest first. */
  const sentTo = async (phone: string): Promise<MessageView[]> => {
    const { conversations } = await call<{ conversations: { id: number }[] }>(
      'GET',
      `/conversations?q=${phone}`
    );
    const { messages } = await call<{ messages: MessageView[] }>(
      'GET',
      `/conversations/${conversations[0]?.id}/messages`
    );
    return messages.filter(({ direction }) => direction === 'out').reverse();
  };
  const boot = (failPoint?: string) =>
    startApp({ env: database.env, port, engine: ENGINE, ...(failPoint ? { failPoint } : {}) });

  beforeAll(async () => {
    port = await freePort();
    database = await createDatabase('sqlite');
    sim = await startSimulator();
    sim.control.configure({
      statuses: { sentMs: 20, deliveredMs: 40, readMs: 60 },
      webhooks: { retryGapsMs: [100, 200, 400] },
      throughput: { enforce: false },
    });
    await sim.control.setWebhook({
      url: `http://127.0.0.1:${port}/api/whatsapp/webhook`,
      verifyToken: 'bots',
    });
    app = await boot();
    const { wabaId, token, appSecret, phoneNumberIds } = sim.account;
    const account = {
      name: 'Bots',
      wabaId,
      phoneNumberId: phoneNumberIds[0],
      token,
      appSecret,
      verifyToken: 'bots',
      baseUrl: sim.url,
    };
    // Connects the number; its campaign of one person does not matter here.
    await app.ask({ verb: 'seed', recipients: 1, policy: 'ask', account });
    admin = await app.ask<string>({ verb: 'admin-token' });
    const bot = await call<{ id: number }>('POST', '/bots', {
      name: 'Kargo',
      active: true,
      triggers: [{ kind: 'keyword', match: 'contains', words: ['kargo'] }],
      steps: [
        { kind: 'text', text: 'bir' },
        { kind: 'task', title: 'Ara' },
        { kind: 'text', text: 'iki' },
      ],
    });
    botId = bot.id;
    const other = await call<{ id: number }>('POST', '/bots', {
      name: 'Öteki',
      active: true,
      triggers: [],
      steps: [{ kind: 'text', text: 'Öteki akış' }],
    });
    const isBursa = { kind: 'value', name: 'sehir', operator: 'is', value: 'bursa' };
    const flow = await call<{ id: number }>('POST', '/bots', {
      name: 'Kayıt',
      active: true,
      triggers: [{ kind: 'keyword', match: 'contains', words: ['kayıt'] }],
      graph: {
        start: 'ask',
        nodes: [
          {
            id: 'ask',
            step: {
              kind: 'question',
              text: 'Hangi şehir?',
              answer: { kind: 'text' },
              saveAs: 'sehir',
            },
            to: { answered: 'set' },
          },
          {
            id: 'set',
            step: { kind: 'set', values: [{ field: 'town', text: '{{sehir}}' }] },
            to: { next: 'where' },
          },
          {
            id: 'where',
            step: {
              kind: 'branch',
              cases: [{ id: 'bursa', when: { kind: 'group', match: 'all', nodes: [isBursa] } }],
            },
            to: { bursa: 'go' },
          },
          { id: 'go', step: { kind: 'start-flow', flowId: other.id }, to: { next: 'end' } },
          { id: 'end', step: { kind: 'text', text: 'Kaydettik' } },
        ],
      },
    });
    flowId = flow.id;
    await app.kill('SIGKILL');
  });
  afterAll(async () => {
    await app.kill('SIGKILL');
    await sim.close();
    await database.drop();
  });

  it.each(casesInScope(POINTS))(
    '[B-17] killed at %s: every answer and every task comes once',
    async (point, nth) => {
      const phone = `9055510200${nth}`;
      sim.control.people.add({ name: 'Elif Şahin', phone });
      app = await boot(point);
      sim.control.act.text(phone, 'kargom nerede');
      await app.exited;
      app = await boot();
      admin = await app.ask<string>({ verb: 'admin-token' });
      await eventually('every run is finished', async () => {
        const { runs } = await call<{ runs: { state: string }[] }>('GET', `/bots/${botId}/runs`);
        return runs.length === nth && runs.every(({ state }) => state === 'done');
      });
      // One that was on its way when the process died is uncertain: a person decides, it is never sent again (engine 2).
      const onPhone = (text: string) =>
        sim.control
          .thread(phone)
          .filter(({ direction, content }) => direction === 'out' && bodyOf(content) === text)
          .length;
      await eventually('every answer is settled', async () =>
        (await sentTo(phone)).every(({ state }) => !UNSETTLED.has(state))
      );
      const settled = await sentTo(phone);
      expect(settled.map(({ body }) => body.text)).toEqual(['bir', 'iki']);
      for (const { body, state } of settled) {
        const times = onPhone(body.text ?? '');
        expect(times).toBeLessThanOrEqual(1);
        if (state !== 'uncertain') expect([state, times]).toEqual([state, 1]);
      }
      const { tasks } = await call<{ tasks: unknown[] }>('GET', '/tasks?scope=all');
      expect(tasks).toHaveLength(nth);
      await app.kill('SIGKILL');
    },
    60_000
  );

  it.each(casesInScope(FLOW_POINTS))(
    '[B-16] [B-17] killed at %s: the question is asked once, and its answer is taken once',
    async (point, nth) => {
      const phone = `9055510300${nth}`;
      sim.control.people.add({ name: 'Elif Şahin', phone });
      const onPhone = (text: string) =>
        sim.control
          .thread(phone)
          .filter(({ direction, content }) => direction === 'out' && bodyOf(content) === text)
          .length;
      const newest = async () => {
        const { runs } = await call<{ runs: { state: string }[] }>('GET', `/bots/${flowId}/runs`);
        return { count: runs.length, state: runs[0]?.state };
      };
      const answer = async () => {
        await nextSecond();
        sim.control.act.text(phone, 'Bursa');
      };
      app = await boot(point);
      sim.control.act.text(phone, 'kayıt olacağım');
      if (!isBeforeAnswer(point)) {
        await eventually('the question', () => Promise.resolve(onPhone('Hangi şehir?') === 1));
        await answer();
      }
      await app.exited;
      app = await boot();
      admin = await app.ask<string>({ verb: 'admin-token' });
      if (isBeforeAnswer(point)) {
        await eventually('the run waits', async () => (await newest()).state === 'waiting');
        // One that was on its way when the process died is no question before that is found out.
        await eventually('the question is settled', async () => {
          const sent = await sentTo(phone);
          return sent.length > 0 && sent.every(({ state }) => !UNSETTLED.has(state));
        });
        await answer();
      }
      await eventually('the run is finished', async () => (await newest()).state === 'done');
      expect(await newest()).toEqual({ count: nth, state: 'done' });
      await eventually('what it says at last', () => Promise.resolve(onPhone('Kaydettik') === 1));
      await eventually('the other flow', () => Promise.resolve(onPhone('Öteki akış') === 1));
      // One that was on its way when the process died is uncertain: it is never sent again (engine 2).
      expect(onPhone('Hangi şehir?')).toBeLessThanOrEqual(1);
      const { contacts } = await call<{ contacts: { town: string }[] }>(
        'GET',
        `/contacts?q=${phone}`
      );
      expect(contacts.map(({ town }) => town)).toEqual(['Bursa']);
      await app.kill('SIGKILL');
    },
    60_000
  );

  it('[B-16] [B-17] killed while people are moved from a deleted step: each gets the new one once', async () => {
    const phone = '905551040001';
    sim.control.people.add({ name: 'Elif Şahin', phone });
    const onPhone = (text: string) =>
      sim.control
        .thread(phone)
        .filter(({ direction, content }) => direction === 'out' && bodyOf(content) === text).length;
    app = await boot('flow-moved');
    admin = await app.ask<string>({ verb: 'admin-token' });
    sim.control.act.text(phone, 'kayıt olacağım');
    const runOf = async () => {
      const { runs } = await call<{ runs: { id: number; state: string }[] }>(
        'GET',
        `/bots/${flowId}/runs`
      );
      return runs[0];
    };
    await eventually('the question', async () => (await runOf())?.state === 'waiting');
    const published = call('POST', `/bots/${flowId}/publish`, {
      from: 1,
      graph: { start: 'new', nodes: [{ id: 'new', step: { kind: 'text', text: 'Yeni adım' } }] },
      waiting: [{ node: 'ask', then: 'move', to: 'new' }],
    });
    await Promise.all([app.exited, published.catch(() => null)]);
    app = await boot();
    admin = await app.ask<string>({ verb: 'admin-token' });
    await eventually('the run is finished', async () => (await runOf())?.state === 'done');
    const { steps } = await call<{ steps: { visit: number; kind: string }[] }>(
      'GET',
      `/bots/${flowId}/runs/${(await runOf())?.id}`
    );
    expect(steps.map(({ visit, kind }) => [visit, kind])).toEqual([
      [1, 'moved'],
      [2, 'text'],
    ]);
    await eventually('the new step', () => Promise.resolve(onPhone('Yeni adım') === 1));
    await app.kill('SIGKILL');
  }, 60_000);
});
