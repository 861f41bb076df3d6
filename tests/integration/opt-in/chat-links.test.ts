import type { ChatLinkView } from '../../../server/src/contracts/chat-links';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

interface Refused {
  error: { details: { field: string } };
}
interface Person {
  contact: { tags: string[]; consent: { marketing: string; utility: string } };
  consentEvents: unknown[];
}

describe.each(databases())('links that open a chat for a purpose, on %s', (database) => {
  let world: World;
  let next = 905_321_440_001;

  beforeAll(async () => {
    world = await startWorld({ database });
  });
  afterAll(() => world.close());

  const texts = { en: 'Where is my order?', tr: 'Siparişim nerede?' };
  const body = (change: object = {}) => ({
    name: 'Box of the parcel',
    purpose: 'order-tracking',
    accountId: world.accountId,
    texts,
    tags: ['Parcel'],
    ...change,
  });
  const create = <T = ChatLinkView>(change: object = {}) =>
    world.api.post<T>('/whatsapp/chat-links', body(change));
  const list = async () =>
    (await world.api.get<{ links: ChatLinkView[] }>('/whatsapp/chat-links')).body.links;
  /** A new customer writes this; answers what the person and the thread look like then. */
  const writes = async (text: string) => {
    const phone = String(next++);
    world.sim.control.people.add({ name: 'Deniz', phone });
    world.sim.control.act.text(phone, text);
    const thread = await eventually('the message', async () => {
      const { body: found } = await world.api.get<{
        conversations: { id: number; contact: { id: number; waId: string | null } }[];
      }>('/whatsapp/conversations');
      return found.conversations.find(({ contact }) => contact.waId === phone);
    });
    const { body: conversation } = await world.api.get<{
      referral: { sourceType: string; headline: string } | null;
      origin: string;
    }>(`/whatsapp/conversations/${thread.id}`);
    const { body: person } = await world.api.get<Person>(`/whatsapp/contacts/${thread.contact.id}`);
    return { referral: conversation.referral, origin: conversation.origin, ...person };
  };

  it('[O-13] open a chat with the first words ready, in the language that is printed', async () => {
    const { status, body: made } = await create();
    expect(status).toBe(200);
    const said = (link: string | null) => new URL(link ?? '').searchParams.get('text');
    expect(made.links.tr).toMatch(/^https:\/\/wa\.me\/\d+\?text=/);
    expect(said(made.links.tr)).toBe(`Siparişim nerede?\nKod: ${made.code}`);
    expect(said(made.links.en)).toBe(`Where is my order?\nCode: ${made.code}`);
    const qr = await world.api.get<{ svg: string }>(
      `/whatsapp/chat-links/${made.id}/qr?format=data&language=tr`
    );
    expect(qr.body.svg).toContain('<svg');
  });

  it('[O-13] the message is recognised: thread, tag and count say by which link, and nobody agreed to anything', async () => {
    const { body: link } = await create({ name: 'Shop window', purpose: 'promotion' });
    const came = await writes(`Merhaba! Siparişim nerede acaba?\nKod: ${link.code}`);
    expect(came.referral).toMatchObject({ sourceType: 'link', headline: 'Shop window' });
    expect(came.origin).toBe('chat-link');
    expect(came.contact).toMatchObject({
      tags: ['Parcel'],
      consent: { marketing: 'none', utility: 'none' },
    });
    expect(came.consentEvents).toEqual([]);
    expect((await list()).find(({ id }) => id === link.id)).toMatchObject({ used: 1 });
  });

  it('[C-27] the conversation says whether the QR code or the link began it', async () => {
    const { body: link } = await create({ name: 'Table 4' });
    expect((await writes(`Merhaba\nKod: ${link.code}-Q`)).origin).toBe('qr');
    expect((await writes('Merhaba')).origin).toBe('inbound');
  });

  it('[O-13] other messages, and codes of nobody, are messages like any other', async () => {
    const came = await writes('Siparişim nerede?\nKod: 2222-2222');
    expect(came).toMatchObject({ referral: null, contact: { tags: [] } });
  });

  it('[O-13] keep their code when they are changed, so that what was printed goes on working', async () => {
    const { body: link } = await create();
    const { body: changed } = await world.api.put<ChatLinkView>(
      `/whatsapp/chat-links/${link.id}`,
      body({ name: 'New box', tags: [] })
    );
    expect(changed).toMatchObject({ name: 'New box', code: link.code, tags: [] });
    expect((await writes(`Kod: ${link.code}`)).referral).toMatchObject({ headline: 'New box' });
    expect((await world.api.del(`/whatsapp/chat-links/${link.id}`)).status).toBe(200);
    expect((await writes(`Kod: ${link.code}`)).referral).toBeNull();
  });

  it('name the field that is wrong', async () => {
    const wrong: [object, string][] = [
      [{ name: ' ' }, 'name'],
      [{ purpose: 'spam' }, 'purpose'],
      [{ texts: { en: 'Hi', tr: '' } }, 'texts.tr'],
      [{ accountId: 999_999 }, 'accountId'],
    ];
    for (const [change, field] of wrong) {
      const refused = await create<Refused>(change);
      expect(refused.status).toBe(400);
      expect(refused.body.error.details.field).toBe(field);
    }
  });
});
