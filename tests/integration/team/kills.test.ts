import type { ConversationView } from '../../../server/src/contracts/conversations';
import { eventually } from '../../support/world';
import { startDesk, type DeskProcesses } from './desk-processes';
import { itInFull } from '../../support/it-in-full';
import { casesInScope } from '../../support/scope';

const MINUTE = 60_000;
const NEVER = { zone: 'Europe/Istanbul', week: [[], [], [], [], [], [], []], holidays: [] };
const AWAY = { tr: 'Kapalıyız', en: 'Closed' };
const HELLO = { tr: 'Hoş geldiniz', en: 'Welcome' };
const DESK = { teamId: null, whenReopened: 'keep', hours: null, away: null, greeting: null };

/** Before the door, after it, with the permit, in the call, and when the answer is known and not written yet. */
const ANSWER_POINTS = ['mid-apply', 'answer-due', 'answer-sent', 'after-permit', 'before-flush'];
/** How long nothing runs: until the claim of the dead process is over, or for hours. */
const LATER_POINTS = [
  ['later-claimed', 2 * MINUTE],
  ['after-later-sent', 2 * MINUTE],
  ['after-later-sent', 120 * MINUTE],
  ['after-permit', 0],
  ['before-flush', 0],
] as const;

interface Stored {
  text: string;
  state: string;
}

describe('the process dies while it answers, sends later or wakes, on sqlite', () => {
  let desk: DeskProcesses;

  beforeAll(async () => {
    desk = await startDesk('sqlite');
  }, 180_000);
  afterAll(() => desk.close());
  // Whatever a test leaves: the next one starts with a process that nothing ends.
  beforeEach(() => desk.arm(''));

  const saveDesk = async (part: object) => {
    const path = `/team/desks/${desk.accountId}`;
    expect((await desk.call('PUT', path, { body: { ...DESK, ...part } })).status).toBe(200);
  };
  const sentIn = async (conversationId: number, text: string) => {
    const rows = await desk.rows('whatsapp_messages');
    return rows.filter(
      (row) => Number(row.conversation_id) === conversationId && row.text === text
    ) as unknown as Stored[];
  };
  /** One message, whatever was killed; on the phone once, unless nobody can know whether it left (engine 2). */
  const expectOnce = async ({ id, phone }: { id: number; phone: string }, text: string) => {
    const [message] = await eventually('it is settled', async () => {
      const found = await sentIn(id, text);
      const isSettled = found.every(({ state }) => !['queued', 'sending'].includes(state));
      return found.length > 0 && isSettled ? found : null;
    });
    expect(await sentIn(id, text)).toHaveLength(1);
    const times = desk.onPhone(phone).filter((one) => one === text).length;
    if (message?.state === 'uncertain') expect(times).toBeLessThanOrEqual(1);
    else expect([message?.state, times]).toEqual(['accepted', 1]);
  };

  it.each(casesInScope(ANSWER_POINTS))(
    '[B-19] [I3] killed at %s: the away message comes once in the closed time, and is not lost',
    async (point) => {
      await saveDesk({ hours: NEVER, away: { texts: AWAY, withBots: false } });
      await desk.arm(point);
      const phone = `90532150${String(ANSWER_POINTS.indexOf(point)).padStart(4, '0')}`;
      desk.sim.control.people.add({ name: 'Elif Şahin', phone });
      desk.sim.control.act.text(phone, 'kimse var mı');
      await desk.died();
      await desk.boot();
      const talk = await eventually('the conversation', async () => {
        const { body } = await desk.call<{ conversations: ConversationView[] }>(
          'GET',
          `/conversations?status=all&q=${phone}`
        );
        return body.conversations[0];
      });
      await expectOnce({ id: talk.id, phone }, AWAY.tr);
      desk.sim.control.act.text(phone, 'hâlâ bekliyorum');
      await eventually('heard', async () => {
        const { body } = await desk.call<ConversationView>('GET', `/conversations/${talk.id}`);
        return body.unread === 2;
      });
      await desk.tick('answers');
      await expectOnce({ id: talk.id, phone }, AWAY.tr);
    },
    120_000
  );

  itInFull(
    '[B-19] killed after the greeting was handed over: it greets once',
    async () => {
      await saveDesk({ greeting: HELLO });
      await desk.arm('answer-sent');
      const phone = '905321600001';
      desk.sim.control.people.add({ name: 'Elif Şahin', phone });
      desk.sim.control.act.text(phone, 'merhaba');
      await desk.died();
      await desk.boot();
      const id = await eventually('the conversation', async () => {
        const found = await desk.call<{ conversations: ConversationView[] }>(
          'GET',
          `/conversations?status=all&q=${phone}`
        );
        return found.body.conversations[0]?.id;
      });
      await desk.tick('answers');
      await expectOnce({ id, phone }, HELLO.tr);
    },
    120_000
  );

  itInFull.each(LATER_POINTS)(
    '[I3] killed at %s, back %d ms later: what was planned goes once, and its plan is over',
    async (point, downMs) => {
      await saveDesk({});
      const talk = await desk.written();
      const text = `${point} ${downMs}`;
      const body = {
        at: Date.now() + 1_000,
        message: { type: 'text', text, clientId: `kill-${point}-${downMs}` },
      };
      await desk.arm(point);
      const path = `/conversations/${talk.id}/scheduled`;
      expect((await desk.call('POST', path, { body })).status).toBe(200);
      await desk.died();
      await desk.boot();
      await desk.app().ask({ verb: 'age', ms: downMs });
      await expectOnce(talk, text);
      await eventually('the plan is over', async () => {
        const { body: left } = await desk.call<{ scheduled: unknown[] }>('GET', path);
        return left.scheduled.length === 0;
      });
    },
    120_000
  );

  itInFull(
    '[I13] killed in the middle of a wake-up: the conversation wakes once, told once',
    async () => {
      const talk = await desk.written();
      await desk.arm('mid-wake');
      const body = { status: 'snoozed', snoozedUntil: Date.now() + 120_000 };
      expect((await desk.call('PUT', `/conversations/${talk.id}`, { body })).status).toBe(200);
      await desk.app().ask({ verb: 'age', ms: 120_000 });
      await desk.died();
      await desk.boot();
      await eventually('it is open', async () => {
        const now = await desk.call<ConversationView>('GET', `/conversations/${talk.id}`);
        return now.body.status === 'open';
      });
      await desk.tick('wake');
      const told = await desk.rows('whatsapp_conversation_events');
      expect(told.filter(({ kind }) => kind === 'woken')).toHaveLength(1);
    },
    120_000
  );
});
