import type { Knex } from 'knex';
import { contactsService } from '../../../server/src/contacts/public';
import type { MergePreview } from '../../../server/src/contracts/contacts';
import type { TimelineResult } from '../../../server/src/contracts/timeline';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';
import { peopleOf } from './people';

describe.each(databases())('refusals that outlive a deletion or a merge, on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database });
  });
  afterAll(() => world.close());

  const { create, get, record, says } = peopleOf(() => world);

  it('[P-11] a refusal of before a deletion has a day: only a yes of after it counts, and each deletion brings it up to date', async () => {
    const phone = '+905321110044';
    const { db } = contextOf(world.strapi);
    const heldUntil = async () => {
      const row = (await db
        .knex('whatsapp_contact_suppressions')
        .orderBy('id', 'desc')
        .first()) as { added_at: unknown };
      return Number(row.added_at);
    };
    const first = await create({ name: 'Refused', phone });
    const before = Date.now();
    await record(first.id, 'opt-out');
    await world.api.del(`/whatsapp/contacts/${first.id}`);
    const once = await heldUntil();
    const second = await create({ name: 'Refused', phone });
    await says(second.id, 'opt-in', before - 1_000);
    expect((await get(second.id)).consent.marketing).toBe('out');
    await world.api.del(`/whatsapp/contacts/${second.id}`);
    expect(await heldUntil()).toBeGreaterThan(once);
    const third = await create({ name: 'Refused', phone });
    await says(third.id, 'opt-in', Date.now() + 1_000);
    expect((await get(third.id)).consent.marketing).toBe('in');
  });

  it('[P-11] [C-22] a merge orders the refusal of before a deletion with the other’s yes, as the preview says', async () => {
    const phone = '+905321110045';
    const first = await create({ name: 'Refused', phone });
    const other = await create({ name: 'The same', phone: '+905321110046' });
    await says(other.id, 'opt-in', Date.now() - 60_000);
    await record(first.id, 'opt-out');
    await world.api.del(`/whatsapp/contacts/${first.id}`);
    const again = await create({ name: 'Refused', phone });
    const ids = [other.id, again.id];
    const preview = await world.api.post<MergePreview>('/whatsapp/contacts/merge/preview', { ids });
    expect(preview.body.result.consent.marketing).toBe('out');
    await world.api.post('/whatsapp/contacts/merge', { ids });
    expect((await get(other.id)).consent.marketing).toBe('out');
  });

  it('[P-11] [X-15] who opted out and was deleted stays opted out when only the user id comes, with the number hidden', async () => {
    const people = contactsService(world.strapi);
    const { db } = contextOf(world.strapi);
    const ids = { waId: '905321110047', bsuid: 'TR.55500047' };
    const meet = (who: Partial<typeof ids>, at: number) =>
      db.tx((trx) => people.resolveInbound(trx, { ...who, at }));
    const { contact } = await meet(ids, Date.now());
    await record(contact.id, 'opt-out');
    await world.api.del(`/whatsapp/contacts/${contact.id}`);
    expect((await meet({ bsuid: ids.bsuid }, Date.now())).contact.marketing).toBe('out');
  });

  it('[P-11] [X-15] who agreed again after a deletion stays in when their user id becomes known', async () => {
    const people = contactsService(world.strapi);
    const { db } = contextOf(world.strapi);
    const ids = { waId: '905321110051', bsuid: 'TR.55500051' };
    const first = await create({ name: 'Agreed again', phone: `+${ids.waId}` });
    await record(first.id, 'opt-out');
    await world.api.del(`/whatsapp/contacts/${first.id}`);
    const again = await create({ name: 'Agreed again', phone: `+${ids.waId}` });
    await says(again.id, 'opt-in', Date.now() + 1_000);
    const who = { ...ids, at: Date.now() };
    const { contact } = await db.tx((trx) => people.resolveInbound(trx, who));
    expect(contact).toMatchObject({ id: again.id, bsuid: ids.bsuid, marketing: 'in' });
  });

  it('[P-11] who agreed ends no refusal that somebody else left under a number they once had', async () => {
    const typed = '+905321110052';
    const { db } = contextOf(world.strapi);
    const people = contactsService(world.strapi);
    const who = { waId: '905321110053', at: Date.now() };
    const { contact } = await db.tx((trx) => people.resolveInbound(trx, who));
    await record(contact.id, 'opt-in');
    const other = await create({ name: 'Refused', phone: typed });
    await record(other.id, 'opt-out');
    await world.api.del(`/whatsapp/contacts/${other.id}`);
    await db.knex('whatsapp_contacts').where({ id: contact.id }).update({ phone: typed });
    await world.api.del(`/whatsapp/contacts/${contact.id}`);
    expect((await create({ name: 'Typed again', phone: typed })).consent.marketing).toBe('out');
  });

  it('[P-11] who opted out stays opted out under the typed number that a merge drops for the one on WhatsApp', async () => {
    const people = contactsService(world.strapi);
    const { db } = contextOf(world.strapi);
    const keep = await create({ name: 'Typed', phone: '+905321110048' });
    const who = { waId: '905321110049', at: Date.now() };
    const gone = (await db.tx((trx) => people.resolveInbound(trx, who))).contact;
    await record(keep.id, 'opt-out');
    await world.api.post('/whatsapp/contacts/merge', { ids: [keep.id, gone.id] });
    expect(await people.get(keep.id)).toMatchObject({
      phone: '+905321110049',
      waId: '905321110049',
    });
    const again = await create({ name: 'Typed again', phone: '+905321110048' });
    expect(again.id).not.toBe(keep.id);
    expect(again.consent.marketing).toBe('out');
  });

  it('[P-11] a number that is learned or typed later brings the refusal of its owner with it', async () => {
    const phone = '+905340000088';
    const first = await create({ name: 'First', phone });
    await record(first.id, 'opt-out');
    await world.api.del(`/whatsapp/contacts/${first.id}`);
    const other = await create({ name: 'Other', phone: '+905340000099' });
    await world.api.put(`/whatsapp/contacts/${other.id}`, { phone });
    expect((await get(other.id)).consent.marketing).toBe('out');
  });

  describe('under a number that somebody leaves', () => {
    const people = () => contactsService(world.strapi);
    const tx = <T>(work: (trx: Knex.Transaction) => Promise<T>) =>
      contextOf(world.strapi).db.tx(work);
    const edited = (id: number, phone: string) =>
      world.api.put(`/whatsapp/contacts/${id}`, { phone });
    /** Everything by which a number becomes another one while the person stays. */
    const ways: [
      string,
      (person: { id: number; old: string; next: string }) => Promise<unknown>,
    ][] = [
      ['edited by hand', ({ id, next }) => edited(id, next)],
      [
        'changed in WhatsApp',
        ({ old, next }) =>
          tx((trx) =>
            people().changeIdentity(trx, {
              from: { waId: old.slice(1) },
              to: { waId: next.slice(1) },
              at: Date.now(),
            })
          ),
      ],
    ];
    let serial = 61;
    const numbers = () => {
      serial += 2;
      return { old: `+9053211100${serial}`, next: `+9053211100${serial + 1}` };
    };

    it.each(ways)(
      '[P-11] a refusal stays with the person, and under the number, where it is %s',
      async (_way, change) => {
        const { old, next } = numbers();
        const { id } = await create({ name: 'Moved', phone: old });
        await record(id, 'opt-out');
        await change({ id, old, next });
        expect(await people().get(id)).toMatchObject({ phone: next, marketing: 'out' });
        expect((await create({ name: 'Listed', phone: old })).consent.marketing).toBe('out');
      }
    );

    it('[P-11] what may have been an opt-out and nobody has decided counts as one there', async () => {
      const { old, next } = numbers();
      const { id } = await create({ name: 'Held', phone: old });
      await record(id, 'opt-in');
      const row = world.strapi.db.connection('whatsapp_contacts').where({ id });
      await row.update({ asked_stop_at: Date.now() });
      await edited(id, next);
      expect((await people().get(id)).askedStopAt).not.toBeNull();
      expect((await create({ name: 'Listed', phone: old })).consent.marketing).toBe('out');
    });

    it('[P-11] who agrees meanwhile and comes back to it is in, and nothing is held against it any more', async () => {
      const { old, next } = numbers();
      const { id } = await create({ name: 'Comes back', phone: old });
      await record(id, 'opt-out');
      await edited(id, next);
      await says(id, 'opt-in', Date.now() + 1_000);
      await edited(id, old);
      expect((await get(id)).consent.marketing).toBe('in');
      await world.api.del(`/whatsapp/contacts/${id}`);
      expect((await create({ name: 'New', phone: old })).consent.marketing).toBe('none');
    });

    it('[P-11] [X-15] somebody else whom WhatsApp shows under it has refused nothing', async () => {
      const { old, next } = numbers();
      const waId = old.slice(1);
      const meet = (bsuid: string) =>
        tx((trx) => people().resolveInbound(trx, { waId, bsuid, at: Date.now() }));
      const { contact } = await meet(`TR.7770${serial}`);
      await record(contact.id, 'opt-out');
      await edited(contact.id, next);
      const stranger = (await meet(`TR.8880${serial}`)).contact;
      expect(stranger.id).not.toBe(contact.id);
      expect(stranger.marketing).toBe('none');
    });

    it('[P-11] [X-15] their own user id brings the refusal back, though they have another one by now', async () => {
      const { old } = numbers();
      const [waId, bsuid] = [old.slice(1), `TR.5550${serial}`];
      const meet = (who: object) =>
        tx((trx) => people().resolveInbound(trx, { ...who, at: Date.now() }));
      const kept = (await meet({ waId: `90555${waId.slice(5)}`, bsuid: `TR.4440${serial}` }))
        .contact;
      const gone = (await meet({ waId, bsuid })).contact;
      await record(gone.id, 'opt-out');
      await world.api.post('/whatsapp/contacts/merge', { ids: [kept.id, gone.id] });
      const again = (await meet({ waId, bsuid })).contact;
      expect(again.id).not.toBe(kept.id);
      expect(again.marketing).toBe('out');
    });

    it('[P-11] a number that was typed by mistake takes nothing of its refusal along', async () => {
      const { old, next } = numbers();
      const mine = `+90555${old.slice(6)}`;
      const left = await create({ name: 'Left', phone: old });
      await record(left.id, 'opt-out');
      await edited(left.id, next);
      const other = await create({ name: 'Mistaken', phone: mine });
      await edited(other.id, old);
      expect((await get(other.id)).consent.marketing).toBe('out');
      expect(await create({ name: 'New', phone: mine })).toMatchObject({
        consent: { marketing: 'none' },
      });
    });

    it('[P-11] the timeline says who changed which number to which', async () => {
      const { old, next } = numbers();
      const { id } = await create({ name: 'Edited', phone: old });
      await edited(id, next);
      const { body } = await world.api.get<TimelineResult>(`/whatsapp/contacts/${id}/timeline`);
      expect(body.entries).toContainEqual(
        expect.objectContaining({
          ...{ kind: 'number-changed', who: 'Test Person', subject: old, detail: next },
        })
      );
    });
  });
});
