import type { BotView, RunView } from '../../../server/src/contracts/bots';
import type { ConversationView, MessageView } from '../../../server/src/contracts/conversations';
import { databases } from '../../support/databases';
import { itInFull } from '../../support/it-in-full';
import { casesInScope } from '../../support/scope';
import { eventually, nextSecond } from '../../support/world';
import { startDesk, type Agent, type DeskProcesses } from '../team/desk-processes';
import {
  asksConsent,
  callsShop,
  handsOver,
  LEAD,
  makesLead,
  offersChoice,
  registers,
  waits,
} from './mortal-flows';
import { startShop, type Shop } from './shop';

const LIMIT_MS = 120_000;
/** More than any time of these flows. */
const LONG_MS = 2 * 3_600_000;
/** Silence proves nothing until a process that was killed counts as dead: it may have held webhooks. */
const SOON_DEAD = { beatMs: 250, instanceDeadMs: 1_500 };
const UNSETTLED: ReadonlySet<string> = new Set(['queued', 'sending']);

/** After a message was handed to the door but before the run moved; the same later in the chain; in an action's transaction. */
const POINTS = ['bot-sent', 'bot-sent:2', 'bot-acting'];

/**
 * After the question was handed to the door; in the transaction that makes the run wait; in the one that takes the answer;
 * after a field was written; after a branch was taken; after another flow was begun.
 */
const FLOW_POINTS = [
  ['bot-sent', 'asking'],
  ['flow-asked', 'asking'],
  ['flow-left', 'answered'],
  ['flow-set', 'answered'],
  ['flow-turned:2', 'answered'],
  ['flow-turned:3', 'answered'],
] as const;

/** In the transaction that leaves the wait; after what is said then; in those of the event and of the wait's beginning. */
const WAIT_POINTS = [
  ['flow-left', 'over'],
  ['bot-sent', 'over'],
  ['flow-came', 'came'],
  ['flow-left', 'came'],
  ['bot-sent', 'came'],
  ['flow-waiting', 'begun'],
] as const;

const CHOICE_POINTS = [
  ['flow-left', 'pressed'],
  ['bot-sent', 'pressed'],
  ['flow-left', 'silent'],
  ['bot-sent', 'silent'],
] as const;

/** In the transaction of a step that writes into the ledger: the first one, and those after the answer. */
const CONSENT_POINTS = [
  ['flow-consent', 'answered'],
  ['flow-consent:2', 'answered'],
  ['flow-consent', 'asking'],
] as const;

/** How often the other system is then called, and what the person hears. */
const CALL_POINTS = [
  ['POST', 'flow-called', 1, 'Olmadı'],
  ['POST', 'flow-calling', 0, 'Olmadı'],
  ['POST', 'flow-left', 1, 'Durum: yolda'],
  ['GET', 'flow-called', 2, 'Durum: yolda'],
  ['GET', 'flow-calling', 1, 'Durum: yolda'],
  ['GET', 'flow-left', 1, 'Durum: yolda'],
] as const;

/** After an entry of the host was written, before the run knows of it; in the transaction that writes it. */
const ENTRY_POINTS = ['flow-entry', 'entry-writing'];

/** In the transaction that begins a flow for a person; right after it; after what was done at a moment. */
const AUTOMATION_POINTS = [
  ['automation-starting', 'Ödendi'],
  ['automation-started', 'Ödendi'],
  ['automation-due', 'Yarın'],
] as const;

/** In the transaction that begins a flow for who entered a segment; right after it. */
const SEGMENT_POINTS = ['automation-starting', 'automation-started'];
/** The tag of who is in the segment. */
const MEMBER = 'segmentte';
const CUSTOMER = 'api::customer.customer';
const ORDER = 'api::order.order';
const HOUR_MS = 3_600_000;

const textOf = (content: unknown): string | undefined => {
  const { body } = content as { body?: string | { text?: string } };
  return typeof body === 'object' ? body.text : body;
};

describe.each(databases())('the process dies in the middle of a bot’s chain, on %s', (database) => {
  let desk: DeskProcesses;
  let shop: Shop;
  let root: Agent;
  let parcel: BotView;
  let register: BotView;
  let waiting: BotView;
  let menu: BotView;
  let offer: BotView;
  let calls: Record<'GET' | 'POST', BotView>;
  let lead: BotView;
  let toPeople: BotView;
  let people = 0;

  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await desk.call<T>(method, path, { as: root, ...(body ? { body } : {}) });
    if (answer.status >= 300)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const made = (word: string, chain: object) =>
    call<BotView>('POST', '/bots', {
      ...{ name: `Bot ${word}`, active: true, ...chain },
      triggers: word === '' ? [] : [{ kind: 'keyword', match: 'contains', words: [word] }],
    });

  /** An entry of the host, as somebody saves it in the Content Manager. */
  const entry = async (uid: string, data: object): Promise<{ documentId: string }> => {
    const answer = await fetch(`${desk.urls[0]}/content-manager/collection-types/${uid}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${root.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(data),
    });
    return ((await answer.json()) as { data: { documentId: string } }).data;
  };
  /** An automation that says this. */
  const automated = async (text: string, trigger: object, more: object = {}) => {
    const { id: botId } = await made('', { steps: [{ kind: 'text', text }] });
    const body = { name: text, botId, trigger, ...more };
    const { id } = await call<{ id: number }>('POST', '/automations', body);
    await call('PUT', `/automations/${id}/active`, { active: true });
  };

  beforeAll(async () => {
    shop = await startShop();
    desk = await startDesk(database, { env: { CHAOS_CALLS_TO: shop.url }, engine: SOON_DEAD });
    root = { id: 0, token: await desk.app().ask<string>({ verb: 'admin-token' }) };
    await call('PUT', '/settings/consent', {
      topics: [{ key: 'firsat', category: 'marketing', tr: 'Fırsatlar', en: 'Offers' }],
    });
    parcel = await made('kargo', {
      steps: [
        { kind: 'text', text: 'bir' },
        { kind: 'task', title: 'Ara' },
        { kind: 'text', text: 'iki' },
      ],
    });
    const other = await made('', { steps: [{ kind: 'text', text: 'Öteki akış' }] });
    register = await made('kayıt', { graph: registers(other.id) });
    waiting = await made('bekle', { graph: waits() });
    menu = await made('menü lütfen', { graph: offersChoice() });
    offer = await made('fırsat', { graph: asksConsent() });
    calls = {
      GET: await made('sorgula', { graph: callsShop('GET') }),
      POST: await made('ödeme', { graph: callsShop('POST') }),
    };
    await call('PUT', `/records/mappings/${LEAD}`, {
      ...{ role: 'Lead', fields: { phone: 'phone' }, country: 'TR', createContacts: false },
      ...{ usable: ['title'], writable: ['title'] },
    });
    lead = await made('adayım', { graph: makesLead() });
    toPeople = await made('müşteri hizmetleri', { graph: handsOver() });
    await call('PUT', `/records/mappings/${ORDER}`, {
      ...{ role: 'Order', fields: { phone: 'customer.phone' }, country: 'TR' },
      ...{ createContacts: false, usable: ['state'] },
    });
    const paid = { kind: 'updated', uid: ORDER, field: 'state', to: ['paid'], alsoNew: true };
    const soon = { kind: 'date', uid: ORDER, field: 'placedAt', side: 'before' };
    await automated('Ödendi', paid);
    await automated('Yarın', { ...soon, amount: 1, unit: 'hours' });
    const filter = { tags: { include: [MEMBER], exclude: [] } };
    const nodes = [{ kind: 'people', not: false, filter }];
    const { id: segmentId } = await call<{ id: number }>('POST', '/segments', {
      ...{ name: MEMBER, tree: { kind: 'group', not: false, match: 'all', nodes } },
    });
    const once = { per: 'event' };
    await automated('Girdi', { kind: 'segment', segmentId, way: 'enters' }, { once });
    await eventually('all orders and people have been looked at', async () => {
      const [row] = await desk.rows('whatsapp_watched_types');
      const [look] = await desk.rows('whatsapp_segment_looks');
      const isSeen = row?.filled_at !== null && JSON.stringify(row?.fields).includes('placedAt');
      return isSeen && look?.phase === 'compare';
    });
  }, 300_000);
  afterAll(async () => {
    await desk?.close();
    await shop?.close();
  });
  // Whatever a test leaves: the next one starts with a process that nothing ends.
  beforeEach(() => desk.arm(''));

  /** A new customer. */
  const person = (): string => {
    people += 1;
    const phone = `90555102${String(people).padStart(4, '0')}`;
    desk.sim.control.people.add({ name: 'Elif Şahin', phone });
    return phone;
  };
  const writes = (phone: string, text: string) => void desk.sim.control.act.text(phone, text);
  const outgoing = (phone: string) =>
    desk.sim.control.thread(phone).filter(({ direction }) => direction === 'out');
  const onPhone = (phone: string, text: string): number =>
    outgoing(phone).filter(({ content }) => textOf(content) === text).length;
  const talkOf = (phone: string) =>
    eventually('the conversation', async () => {
      const { conversations } = await call<{ conversations: ConversationView[] }>(
        'GET',
        `/conversations?status=all&q=${phone}`
      );
      return conversations[0];
    });
  /** What was sent to the person, the oldest first. */
  const sentTo = async (phone: string): Promise<MessageView[]> => {
    const { id } = await talkOf(phone);
    const { messages } = await call<{ messages: MessageView[] }>(
      'GET',
      `/conversations/${id}/messages`
    );
    return messages.filter(({ direction }) => direction === 'out').reverse();
  };
  const settled = (phone: string, count = 1) =>
    eventually('what was sent is settled', async () => {
      const sent = await sentTo(phone);
      return sent.length >= count && sent.every(({ state }) => !UNSETTLED.has(state)) && sent;
    });
  /**
   * One message each, in this order; on the phone once. One that was on its way when the process died is uncertain: a person
   * decides, it is never sent again (engine 2).
   */
  const expectSaid = async (phone: string, texts: string[]) => {
    const sent = await settled(phone, texts.length);
    expect(sent.map(({ body }) => body.text)).toEqual(texts);
    for (const { body, state } of sent) {
      const times = onPhone(phone, body.text ?? '');
      if (state === 'uncertain') expect(times).toBeLessThanOrEqual(1);
      else expect([state, times]).toEqual([state, 1]);
    }
  };
  const runsOf = async ({ id }: BotView) =>
    (await call<{ runs: RunView[] }>('GET', `/bots/${id}/runs`)).runs;
  /** The one run that comes of what follows, once it is in this state. */
  const oneMore = async (bot: BotView) => {
    const before = (await runsOf(bot)).length;
    return (state: RunView['state']) =>
      eventually(`the run is ${state}`, async () => {
        const runs = await runsOf(bot);
        if (runs.length > before + 1) throw new Error(`${runs.length - before} runs`);
        const [run] = runs;
        return runs.length === before + 1 && run?.state === state && run;
      });
  };
  /** The process may die of it. */
  const ask = (work: Promise<unknown>) => work.catch(() => null);
  const timePasses = () => ask(desk.app().ask({ verb: 'age-runs', ms: LONG_MS }));
  const dies = async () => {
    await desk.died();
    await desk.boot();
  };
  const presses = async (phone: string, title: string) => {
    // A press belongs to the message on the phone.
    await eventually('the question', () => Promise.resolve(outgoing(phone).length > 0));
    await nextSecond();
    desk.sim.control.act.press(phone, outgoing(phone).at(-1)?.wamid ?? '', title);
  };

  it.each(casesInScope(POINTS))(
    '[B-17] killed at %s: every answer and every task comes once',
    async (point) => {
      const phone = person();
      const tasks = async () =>
        (await call<{ tasks: unknown[] }>('GET', '/tasks?scope=all')).tasks.length;
      const month = async () =>
        (await call<{ sentThisMonth: number }>('GET', `/bots/${parcel.id}`)).sentThisMonth;
      const [before, saidBefore] = [await tasks(), await month()];
      const reached = await oneMore(parcel);
      await desk.arm(point);
      writes(phone, 'kargom nerede');
      await dies();
      await reached('done');
      await expectSaid(phone, ['bir', 'iki']);
      expect(await tasks()).toBe(before + 1);
      // Of the month each counts once too.
      expect(await month()).toBe(saidBefore + 2);
    },
    LIMIT_MS
  );

  it.each(casesInScope(FLOW_POINTS))(
    '[B-16] [B-17] killed at %s while it is %s: the question is asked once, and its answer is taken once',
    async (point, when) => {
      const phone = person();
      const reached = await oneMore(register);
      const answer = async () => {
        await nextSecond();
        writes(phone, 'Bursa');
      };
      if (when === 'asking') await desk.arm(point);
      writes(phone, 'kayıt olacağım');
      if (when === 'answered') {
        await reached('waiting');
        await eventually('the question', () =>
          Promise.resolve(onPhone(phone, 'Hangi şehir?') === 1)
        );
        await desk.arm(point);
        await answer();
      }
      await dies();
      if (when === 'asking') {
        await reached('waiting');
        // One that was on its way when the process died is no question before that is found out.
        await settled(phone);
        await answer();
      }
      await reached('done');
      await eventually('what it says at last', () =>
        Promise.resolve(onPhone(phone, 'Kaydettik') === 1)
      );
      await eventually('the other flow', () => Promise.resolve(onPhone(phone, 'Öteki akış') === 1));
      expect(onPhone(phone, 'Hangi şehir?')).toBeLessThanOrEqual(1);
      const texts = (await settled(phone, 3)).map(({ body }) => body.text).sort();
      expect(texts).toEqual(['Hangi şehir?', 'Kaydettik', 'Öteki akış'].sort());
      const { contacts } = await call<{ contacts: { town: string }[] }>(
        'GET',
        `/contacts?q=${phone}`
      );
      expect(contacts.map(({ town }) => town)).toEqual(['Bursa']);
    },
    LIMIT_MS
  );

  it.each(casesInScope(WAIT_POINTS))(
    '[B-16] [B-17] killed at %s of a wait that is %s: it waits once, and speaks once after it',
    async (point, when) => {
      const phone = person();
      const reached = await oneMore(waiting);
      const ends = async () => {
        if (when !== 'came') return timePasses();
        const { contact } = await talkOf(phone);
        return ask(call('PUT', `/contacts/${contact.id}`, { tags: ['ödedi'] }));
      };
      if (when === 'begun') await desk.arm(point);
      writes(phone, 'bekle');
      if (when !== 'begun') {
        await reached('waiting');
        await desk.arm(point);
        await ends();
      }
      await dies();
      // What was not committed has not happened: it comes now.
      if (point === 'flow-waiting' || point === 'flow-came') {
        await reached('waiting');
        await ends();
      }
      const { steps } = await reached('done');
      expect(steps.map(({ kind, ok }) => [kind, ok])).toEqual([
        ['wait', true],
        ['text', true],
      ]);
      await expectSaid(phone, [when === 'came' ? 'Teşekkürler' : 'Bekliyoruz']);
    },
    LIMIT_MS
  );

  itInFull.each(CHOICE_POINTS)(
    '[B-16] [B-17] killed at %s of a choice that is %s: its way is taken once',
    async (point, when) => {
      const phone = person();
      const reached = await oneMore(menu);
      writes(phone, 'menü lütfen');
      await reached('waiting');
      await settled(phone);
      await desk.arm(point);
      await (when === 'silent' ? timePasses() : presses(phone, 'Evet'));
      await dies();
      await reached('done');
      await expectSaid(phone, [
        'Devam mı?',
        when === 'silent' ? 'Sonra görüşürüz' : 'Devam ediyoruz',
      ]);
    },
    LIMIT_MS
  );

  it.each(casesInScope(CONSENT_POINTS))(
    '[O-04] [O-27] [B-17] killed at %s while it is %s: each word of the customer is one entry of the ledger',
    async (point, when) => {
      const phone = person();
      const reached = await oneMore(offer);
      if (when === 'asking') await desk.arm(point);
      writes(phone, 'fırsat');
      if (when === 'asking') await dies();
      await reached('waiting');
      await settled(phone);
      if (when === 'answered') await desk.arm(point);
      await presses(phone, 'Evet');
      if (when === 'answered') await dies();
      await reached('done');
      await expectSaid(phone, ['Fırsatları ister misiniz?', 'Kaydettik']);
      const { contact } = await talkOf(phone);
      const lines = (await desk.rows('whatsapp_consent_events')).filter(
        (row) => Number(row.contact_id) === contact.id
      );
      expect(lines.map(({ action, topic, source }) => [action, topic, source])).toEqual([
        ['opt-out', 'firsat', 'flow'],
        ['opt-in', 'firsat', 'flow'],
        ['opt-in', null, 'flow'],
      ]);
    },
    LIMIT_MS
  );

  it.each(casesInScope(CALL_POINTS))(
    '[B-16] [B-17] a %s killed at %s is called %d times, always under one key, and the customer hears “%s”',
    async (method, point, times, said) => {
      const phone = person();
      const reached = await oneMore(calls[method]);
      await desk.arm(point);
      writes(phone, method === 'GET' ? 'sorgula' : 'ödeme');
      await dies();
      // Of an answer that was written down nothing is left to wait for; else its time is over.
      if (point !== 'flow-left') {
        await reached('waiting');
        await timePasses();
      }
      const run = await reached('done');
      await expectSaid(phone, [said]);
      const own = shop.calls.filter(({ key }) => key.endsWith(`:${run.id}:1`));
      expect(own.map((one) => one.method)).toEqual(Array.from({ length: times }, () => method));
      expect(new Set(own.map(({ key }) => key)).size).toBe(Math.min(1, times));
      const isUnknown = said === 'Olmadı';
      expect(run.steps[0]).toMatchObject({
        ...{ kind: 'http', ok: !isUnknown, reason: isUnknown ? 'http-unknown' : null },
      });
    },
    LIMIT_MS
  );

  it.each(casesInScope(ENTRY_POINTS))(
    '[B-25] [B-17] killed at %s: the entry is written once, and the flow goes on with it',
    async (point) => {
      const phone = person();
      const reached = await oneMore(lead);
      await desk.arm(point);
      writes(phone, 'adayım');
      await dies();
      await timePasses();
      await reached('done');
      await expectSaid(phone, ['Aday oldunuz']);
      const { contact } = await talkOf(phone);
      const written = (await desk.rows('whatsapp_record_writes')).filter(
        (row) => Number(row.contact_id) === contact.id
      );
      const entries = (await desk.rows('leads')).filter((row) => row.phone === `+${phone}`);
      expect(entries).toHaveLength(1);
      expect(written.map((row) => [row.action, row.entry_document])).toEqual([
        ['create', entries[0]?.document_id],
      ]);
    },
    LIMIT_MS
  );

  it.each(casesInScope(AUTOMATION_POINTS))(
    '[E-02] [B-17] killed at %s of an automation: it begins once, and says “%s” once',
    async (point, text) => {
      const phone = person();
      writes(phone, 'selam');
      const { contact } = await talkOf(phone);
      const { documentId } = await entry(CUSTOMER, { name: 'Elif', phone: `+${phone}` });
      await desk.arm(point);
      const isDate = text === 'Yarın';
      const placedAt = new Date(Date.now() + HOUR_MS + 3_000).toISOString();
      await ask(
        entry(ORDER, {
          ...{ state: isDate ? 'new' : 'paid', customer: { connect: [{ documentId }] } },
          ...(isDate ? { placedAt } : {}),
        })
      );
      await dies();
      await expectSaid(phone, [text]);
      const begun = (await desk.rows('whatsapp_automation_starts')).filter(
        (row) => Number(row.contact_id) === contact.id
      );
      expect(begun.map(({ result }) => result)).toEqual(['started']);
    },
    LIMIT_MS
  );

  it.each(casesInScope(SEGMENT_POINTS))(
    '[E-35] [B-17] killed at %s for who entered a segment: the flow begins once for them',
    async (point) => {
      const phone = person();
      writes(phone, 'selam');
      const { contact } = await talkOf(phone);
      await call('PUT', `/contacts/${contact.id}`, { tags: [MEMBER] });
      await desk.arm(point);
      await timePasses();
      await dies();
      await expectSaid(phone, ['Girdi']);
      const begun = (await desk.rows('whatsapp_automation_starts')).filter(
        (row) => Number(row.contact_id) === contact.id
      );
      expect(begun.map(({ result }) => result)).toEqual(['started']);
    },
    LIMIT_MS
  );

  itInFull.each(['bot-acting', 'bot-sent'])(
    '[B-17] [B-18] killed at %s: the conversation is handed over once, after what was said',
    async (point) => {
      const phone = person();
      const reached = await oneMore(toPeople);
      await desk.arm(point);
      writes(phone, 'müşteri hizmetleri');
      await dies();
      expect(await reached('done')).toMatchObject({ reason: 'handed-over' });
      await expectSaid(phone, ['Bağlıyorum']);
      const talk = await talkOf(phone);
      expect(talk.status).toBe('open');
      expect(talk.botPausedAt).not.toBeNull();
      const events = (await desk.rows('whatsapp_conversation_events')).filter(
        (row) => Number(row.conversation_id) === talk.id && row.kind === 'bot-paused'
      );
      expect(events).toHaveLength(1);
    },
    LIMIT_MS
  );

  it(
    '[B-16] [B-17] killed while contacts are moved from a deleted step: each gets the new one once',
    async () => {
      const phone = person();
      const reached = await oneMore(register);
      writes(phone, 'kayıt olacağım');
      await reached('waiting');
      await desk.arm('flow-moved');
      await ask(
        call('POST', `/bots/${register.id}/publish`, {
          from: 1,
          graph: {
            start: 'new',
            nodes: [{ id: 'new', step: { kind: 'text', text: 'Yeni adım' } }],
          },
          waiting: [{ node: 'ask', then: 'move', to: 'new' }],
        })
      );
      await dies();
      const { id } = await reached('done');
      const { steps } = await call<{ steps: { visit: number; kind: string }[] }>(
        'GET',
        `/bots/${register.id}/runs/${id}`
      );
      expect(steps.map(({ visit, kind }) => [visit, kind])).toEqual([
        [1, 'moved'],
        [2, 'text'],
      ]);
      await expectSaid(phone, ['Hangi şehir?', 'Yeni adım']);
    },
    LIMIT_MS
  );
});
