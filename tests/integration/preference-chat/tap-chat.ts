import type { PreflightResult } from '../../../server/src/contracts/campaigns';
import type { ContactDetails } from '../../../server/src/contracts/contacts';
import { waitingWork } from '../../support/waiting';
import { eventually } from '../../support/world';
import { membersOf, newPeople, type Arena } from '../engine/arena';

interface Content {
  body?: { text?: string } | string;
  action?: {
    name?: string;
    buttons?: { reply: { id: string; title: string } }[];
    sections?: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
    parameters?: { url: string };
  };
}

export interface Someone {
  id: number;
  groupId: number;
  phone: string;
}

/** What a test of the chat asks of phones and of the server. `name` makes the ids of its messages its own. */
export const tapChat = (arena: () => Arena, name: string) => {
  /** Somebody who reads English, has agreed to everything, and holds a phone. */
  const someone = async (): Promise<Someone> => {
    const groupId = await newPeople(arena(), 1);
    const [id = 0] = await membersOf(arena().knex, groupId);
    await arena().knex('whatsapp_contacts').where({ id }).update({ language: 'en' });
    const row = (await arena().knex('whatsapp_contacts').where({ id }).first('wa_id')) as {
      wa_id: string;
    };
    arena().sim.control.people.add({ name: 'Reader', phone: row.wa_id });
    return { id, groupId, phone: row.wa_id };
  };
  const got = ({ phone }: Someone) =>
    arena()
      .sim.control.thread(phone)
      .filter(({ direction }) => direction === 'out');
  const contentOf = (bubble: { content?: unknown } | undefined) =>
    (bubble?.content ?? {}) as Content;
  const textOf = (bubble: { content?: unknown } | undefined): string => {
    const { body } = contentOf(bubble);
    return typeof body === 'string' ? body : (body?.text ?? '');
  };
  const quiet = () =>
    eventually('nothing is under way', async () => (await waitingWork(arena().knex)) === 0);
  /** Waits for the n-th message to the phone, then until nothing more can come. */
  const nth = async (person: Someone, n: number) => {
    await eventually(`message ${n}`, () => Promise.resolve(got(person).length >= n));
    await arena().sim.control.deliveries.idle();
    await quiet();
    expect(got(person)).toHaveLength(n);
    return got(person)[n - 1];
  };
  const ask = async (person: Someone) => {
    const before = got(person).length;
    arena().sim.control.act.text(person.phone, 'Preferences');
    return nth(person, before + 1);
  };
  const rowsOf = (bubble: { content?: unknown } | undefined) =>
    (contentOf(bubble).action?.sections ?? []).flatMap(({ rows }) => rows);
  const choose = (
    person: Someone,
    bubble: { content?: unknown; wamid: string } | undefined,
    title: string
  ) => {
    const row = rowsOf(bubble).find((one) => one.title === title);
    if (!row || !bubble)
      throw new Error(`no row "${title}": ${JSON.stringify(rowsOf(bubble).map((r) => r.title))}`);
    arena().sim.control.act.choose(person.phone, bubble.wamid, row.id);
  };
  /** Asks, taps the row, and answers what came back. */
  const tap = async (person: Someone, title: string) => {
    const list = await ask(person);
    const before = got(person).length;
    choose(person, list, title);
    return nth(person, before + 1);
  };
  const details = async ({ id }: Someone) =>
    (await arena().api.get<ContactDetails>(`/whatsapp/contacts/${id}`)).body;
  const ledger = async ({ id }: Someone) =>
    (await arena().knex('whatsapp_consent_events').where({ contact_id: id }).orderBy('id')) as {
      category: string;
      topic: string | null;
      action: string;
      source: string;
      wording: string | null;
      evidence: string | null;
      wamid: string | null;
    }[];
  const excluded = async ({ groupId }: Someone) => {
    const draft = await arena().start(1, { groupId, category: 'MARKETING', launch: false });
    return (await arena().api.post<PreflightResult>(`/whatsapp/campaigns/${draft}/preflight`)).body
      .exclusions;
  };
  const reply = (id: string, title = 'x', kind: 'list_reply' | 'button_reply' = 'list_reply') => ({
    type: 'interactive',
    interactive: { type: kind, [kind]: { id, title } },
  });
  let serial = 0;
  const inbound = (
    { phone }: Someone,
    node: object,
    id = `wamid.tap-${name}-${(serial += 1)}`
  ) => ({
    from: phone,
    id,
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...node,
  });
  return {
    someone,
    got,
    contentOf,
    textOf,
    quiet,
    nth,
    ask,
    rowsOf,
    choose,
    tap,
    details,
    ledger,
    excluded,
    reply,
    inbound,
  };
};
