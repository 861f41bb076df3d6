import { createAsks } from '../../../server/src/automations/asks';
import { createFlood } from '../../../server/src/automations/flood';
import { createMembers } from '../../../server/src/automations/members';
import { createPlans } from '../../../server/src/automations/plans';
import { createStarting } from '../../../server/src/automations/starting';
import { memberTable, segmentLookTable, startTable } from '../../../server/src/automations/tables';
import { createTroubles } from '../../../server/src/automations/troubles';
import { botsService } from '../../../server/src/bots/public';
import { contactsService } from '../../../server/src/contacts/public';
import type {
  AutomationView,
  ExistingEntries,
} from '../../../server/src/contracts/automation-desk';
import type { SegmentView } from '../../../server/src/contracts/segments';
import { contextOf } from '../../../server/src/strapi/context';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { addPeople } from '../../support/people';
import { eventually } from '../../support/world';
import { says } from '../flows/flows-world';
import {
  becomes,
  notes,
  type AutomationsWorld,
  type Refused,
  type Somebody,
} from './automations-world';

const AT = '/whatsapp/automations';
const LOOKS = segmentLookTable.table;
/** More than an automation starts at once without asking. */
const MANY = 201;

/** Who enters and leaves segments, in a world that the caller has. */
export const segmentCases = (world: () => AutomationsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const greets = { start: 'a', nodes: [says('a', 'Hoş geldiniz')] };
  const event = { once: { per: 'event' } };
  let made = 0;

  const word = (): string => {
    made += 1;
    return `birim ${made}`;
  };
  const treeOf = (filter: object) => ({
    ...{ kind: 'group', not: false, match: 'all' },
    nodes: [{ kind: 'people', not: false, filter }],
  });
  const withTags = (...include: string[]) => treeOf({ tags: { include, exclude: [] } });
  const segment = async (tree: object): Promise<{ id: number; name: string }> => {
    const name = `Segment ${word()}`;
    const { status, body } = await world().api.post<{ id: number }>('/whatsapp/segments', {
      ...{ name, tree },
    });
    expect(status).toBe(200);
    return { id: body.id, name };
  };
  const tag = async ({ contactId }: Somebody, ...tags: string[]): Promise<void> => {
    const { status } = await world().api.put(`/whatsapp/contacts/${contactId}`, { tags });
    expect(status).toBe(200);
  };
  /** An automation about people with a tag, once it knows who has it. */
  const about = async (
    way: string,
    body: object = event
  ): Promise<{ id: number; segmentId: number; tagged: string; automation: AutomationView }> => {
    const tagged = word();
    const { id: segmentId } = await segment(withTags(tagged));
    const trigger = { kind: 'segment', segmentId, way };
    const automation = await world().make({ trigger, ...body }, notes);
    return { id: automation.id, segmentId, tagged, automation };
  };

  const lookOf = async (id: number) =>
    (await knex()(LOOKS).where({ automation_id: id }).first()) as
      | { phase: string; started_at: unknown; next_at: unknown }
      | undefined;
  /** Who is in the segment is remembered. */
  const filled = (id: number) =>
    eventually('people who are there are remembered', async () => {
      await world().automations().work();
      return (await lookOf(id))?.phase === 'compare';
    });
  /** Once more, as after some minutes. */
  const looked = async (id: number): Promise<void> => {
    await filled(id);
    await knex()(LOOKS).where({ automation_id: id, started_at: 0 }).update({ next_at: 0 });
    await eventually('the look', async () => {
      await world().automations().work();
      const look = await lookOf(id);
      return Number(look?.next_at) > 0 && Number(look?.started_at) === 0;
    });
  };
  const on = async (id: number, order: object = {}): Promise<void> => {
    const { status, body } = await world().switchTo(id, { active: true, ...order });
    if (status !== 200) throw new Error(JSON.stringify(body));
    await filled(id);
  };
  const members = async (id: number): Promise<number[]> => {
    const rows = knex()(memberTable.table).where({ automation_id: id }).orderBy('contact_id');
    return (await rows.pluck<unknown[]>('contact_id')).map(Number);
  };
  /** Who began, or did not and why. */
  const starts = async (id: number) =>
    (await world().startsOf(id)).map(({ contactId, result, reason }) => [
      contactId,
      reason ?? result,
    ]);

  describe('look at a segment', () => {
    it('[E-35] and begin for who enters it, not for who is in it already', async () => {
      const [inside, comes, alsoComes] = [
        await world().somebody(),
        await world().somebody(),
        await world().somebody(),
      ];
      const tagged = word();
      const { id: segmentId } = await segment(withTags(tagged));
      await tag(inside, tagged);
      const trigger = { kind: 'segment', segmentId, way: 'enters' };
      const { id } = await world().automate({ trigger, ...event }, greets);
      const once = await world().automate({ trigger, once: { per: 'person' } }, notes);
      await filled(id);
      await filled(once.id);
      expect(await members(id)).toEqual([inside.contactId]);
      // Two people of one look are two occasions.
      for (const person of [comes, alsoComes]) await tag(person, tagged);
      await looked(id);
      for (const { phone } of [comes, alsoComes])
        expect(await world().answers(phone, 1)).toEqual(['Hoş geldiniz']);
      const both = [comes, alsoComes].map(({ contactId }) => [contactId, 'started']);
      expect(await starts(id)).toEqual(both);
      await looked(id);
      expect(await starts(id)).toEqual(both);
      await looked(once.id);
      await tag(comes);
      for (const one of [id, once.id]) await looked(one);
      await tag(comes, tagged);
      for (const one of [id, once.id]) await looked(one);
      expect(await starts(id)).toEqual([...both, [comes.contactId, 'started']]);
      expect(await starts(once.id)).toEqual([...both, [comes.contactId, 'once']]);
      expect(world().phone(inside.phone)).toEqual([]);
    });

    it('[E-35] and begin for who leaves it, not for who is deleted', async () => {
      const [leaves, goes, stays] = [
        await world().somebody(),
        await world().somebody(),
        await world().somebody(),
      ];
      const { id, tagged } = await about('leaves');
      for (const person of [leaves, goes, stays]) await tag(person, tagged);
      await on(id);
      expect(await members(id)).toEqual(
        [leaves, goes, stays].map(({ contactId }) => contactId).sort((a, b) => a - b)
      );
      await tag(leaves);
      expect((await world().api.del(`/whatsapp/contacts/${goes.contactId}`)).status).toBe(200);
      expect(await members(id)).not.toContain(goes.contactId);
      await looked(id);
      expect(await starts(id)).toEqual([[leaves.contactId, 'started']]);
      expect(await members(id)).toEqual([stays.contactId]);
    });

    it('[E-35] [E-32] and begin for who is in it where their number was confirmed, once however often', async () => {
      const people = [await world().somebody(), await world().somebody()];
      const { id, segmentId, tagged } = await about('enters');
      for (const person of people) await tag(person, tagged);
      const counted = await world().api.get<ExistingEntries>(`${AT}/${id}/existing`);
      expect(counted.body).toEqual({
        ...{ entries: 0, linked: 2, matching: 2, isMore: false, mayStart: true, beside: [] },
      });
      const wrong = await world().switchTo(id, { active: true, existing: 3 });
      expect([wrong.status, (wrong.body as Refused).error.details]).toMatchObject([
        ...[409, { kind: 'count-changed', matching: 2 }],
      ]);
      await on(id, { existing: 2 });
      const both = people.map(({ contactId }) => [contactId, 'started']);
      expect(await starts(id)).toEqual(both);
      expect((await world().startsOf(id)).map(({ asked }) => asked)).toEqual([true, true]);
      await looked(id);
      await world().switchTo(id, { active: false });
      await on(id, { existing: 2 });
      await looked(id);
      expect(await starts(id)).toEqual(both);
      const trigger = { kind: 'segment', segmentId, way: 'leaves' };
      const leaves = await world().make({ trigger, ...event }, notes);
      const other = await world().api.get<ExistingEntries>(`${AT}/${leaves.id}/existing`);
      expect(other.body).toMatchObject({ matching: 2, mayStart: false });
    });

    it('[E-35] [E-32] and begin for who was skipped before, where it is asked for again', async () => {
      const [person, allowed] = [await world().somebody(), word()];
      const conditions = withTags(allowed);
      const { id, tagged } = await about('enters', { ...event, conditions });
      const asked = async () => {
        await world().switchTo(id, { active: false });
        await on(id, { existing: 1 });
        await eventually('everybody who is there is looked at', async () => {
          await world().automations().work();
          const row: unknown = await knex()('whatsapp_automations').where({ id }).first();
          return (row as { scan_cursor: unknown }).scan_cursor === null;
        });
        return starts(id);
      };
      await tag(person, tagged);
      expect(await asked()).toEqual([[person.contactId, 'conditions']]);
      await tag(person, tagged, allowed);
      const began = [[person.contactId, 'started']];
      expect([await asked(), await asked()]).toEqual([began, began]);
    });

    it('[E-35] and forget its contacts when they are switched off: who entered meanwhile is no news', async () => {
      const [first, meanwhile, later] = [
        await world().somebody(),
        await world().somebody(),
        await world().somebody(),
      ];
      const { id, tagged } = await about('enters');
      await tag(first, tagged);
      await on(id);
      expect(await members(id)).toEqual([first.contactId]);
      await world().switchTo(id, { active: false });
      await eventually('nobody is remembered', async () => {
        await world().automations().work();
        return (await lookOf(id)) === undefined;
      });
      expect(await members(id)).toEqual([]);
      await tag(meanwhile, tagged);
      await on(id);
      await looked(id);
      expect(await starts(id)).toEqual([]);
      await tag(later, tagged);
      await looked(id);
      expect(await starts(id)).toEqual([[later.contactId, 'started']]);
    });
  });

  describe('hear of a segment', () => {
    it('[E-35] that was edited, also inside of it: who enters by that is no news, and the log says how many', async () => {
      const [edited, later] = [await world().somebody(), await world().somebody()];
      const [old, added] = [word(), word()];
      const inner = await segment(withTags(old));
      const outer = await segment(treeOf({ segments: { include: [inner.id], exclude: [] } }));
      const trigger = { kind: 'segment', segmentId: outer.id, way: 'enters' };
      const { id } = await world().make({ trigger, ...event }, notes);
      await on(id);
      await tag(edited, added);
      const saved = await world().api.put(`/whatsapp/segments/${inner.id}`, {
        ...{ name: inner.name, tree: withTags(old, added) },
      });
      expect(saved.status).toBe(200);
      await looked(id);
      expect([await starts(id), await members(id)]).toEqual([[], [edited.contactId]]);
      const lines = await knex()('whatsapp_logs')
        .where({ event: 'automation-segment-edited' })
        .pluck<unknown[]>('details');
      const details = lines.map((one) => (typeof one === 'string' ? JSON.parse(one) : one));
      expect(details).toContainEqual(
        expect.objectContaining({ automationId: id, entered: 1, left: 0 })
      );
      await tag(later, added);
      await looked(id);
      expect(await starts(id)).toEqual([[later.contactId, 'started']]);
    });

    it('[E-35] that is gone: nobody has left it, and they go off with the reason', async () => {
      const person = await world().somebody();
      const { id, segmentId, tagged } = await about('leaves');
      await tag(person, tagged);
      await on(id);
      const used = await world().api.del<Refused>(`/whatsapp/segments/${segmentId}`);
      expect([used.status, used.body.error.details.kind]).toEqual([409, 'in-use']);
      // As an import of other data does, past the question whether anything uses it.
      await knex()('whatsapp_segments').where({ id: segmentId }).delete();
      await looked(id);
      expect([await starts(id), await members(id)]).toEqual([[], [person.contactId]]);
      await world().automations().inspect();
      expect(await world().view(id)).toMatchObject({ active: false, held: 'segment-gone' });
    });
  });

  it('[E-35] keep the segment by which their goal is reached', async () => {
    const { id: segmentId } = await segment(withTags(word()));
    const conditions = treeOf({ segments: { include: [segmentId], exclude: [] } });
    await world().make({ trigger: becomes('paid'), goal: { kind: 'entry', conditions } }, notes);
    const used = await world().api.del<Refused>(`/whatsapp/segments/${segmentId}`);
    expect([used.status, used.body.error.details.kind]).toEqual([409, 'in-use']);
  });

  it('[E-35] keep the segment for which only their own flow asks, and are named for it', async () => {
    const { id: segmentId } = await segment(withTags(word()));
    const { id, name, flow } = await world().make({ botId: null, trigger: becomes('paid') }, notes);
    const when = treeOf({ segments: { include: [segmentId], exclude: [] } });
    const variants = [{ when, text: 'Hoş geldiniz' }];
    const step = { kind: 'text', text: 'Merhaba', variants };
    const draft = { graph: { start: 'a', nodes: [{ id: 'a', step }] }, from: 1 };
    expect((await world().api.put(`/whatsapp/bots/${flow.id}/draft`, draft)).status).toBe(200);
    const at = `/whatsapp/segments/${segmentId}`;
    const { body } = await world().api.get<SegmentView>(at);
    expect(body.uses).toEqual([{ kind: 'automation', id, name }]);
    const used = await world().api.del<Refused>(at);
    expect([used.status, used.body.error.details.kind]).toEqual([409, 'in-use']);
  });

  it('keep a group that their conditions leave out: without it, everybody would get the message', async () => {
    const made = await world().api.post<{ id: number }>('/whatsapp/groups', { name: word() });
    const groups = { include: [], exclude: [made.body.id] };
    const conditions = treeOf({ groups });
    const { id } = await world().make({ botId: null, trigger: becomes('paid'), conditions }, notes);
    const at = `/whatsapp/groups/${made.body.id}`;
    const used = await world().api.del<Refused>(at);
    expect([used.status, used.body.error.details.kind]).toEqual([409, 'in-use']);
    await world().api.del(`/whatsapp/automations/${id}`);
    expect((await world().api.del(at)).status).toBe(200);
  });

  it('[E-35] hold and ask where very many contacts enter a segment at once', async () => {
    const { id, tagged } = await about('enters');
    await on(id);
    await addPeople(world(), { group: word(), count: MANY, optIn: 0 });
    const ids = await knex()('whatsapp_contacts')
      .where('name', 'like', 'Person %')
      .pluck<unknown[]>('id');
    await contextOf(world().strapi).db.tx((trx) =>
      contactsService(world().strapi).tagContacts(trx, ids.map(Number), { add: [tagged] })
    );
    await looked(id);
    expect(await world().view(id)).toMatchObject({ active: true, held: 'flood', waiting: MANY });
    expect(await members(id)).toHaveLength(MANY);
    const answer = { answer: 'drop', upTo: (await world().view(id)).asks?.upTo };
    expect((await world().api.post(`${AT}/${id}/flood`, answer)).status).toBe(200);
    await eventually('nothing waits', async () => (await world().view(id)).waiting === 0);
    expect(new Set((await starts(id)).map(([, result]) => result))).toEqual(new Set(['flood']));
    await looked(id);
    expect(await starts(id)).toHaveLength(MANY);
  }, 180_000);

  it.each([
    ['enters', ['started', 'conditions']],
    ['leaves', ['conditions', 'started']],
  ])(
    '[E-35] begin after an answer only for who is still where they were when it waited: %s',
    async (way, reasons) => {
      const [inside, outside] = [await world().somebody(), await world().somebody()];
      const { id, tagged } = await about(way);
      await tag(inside, tagged);
      await on(id);
      const held = ({ contactId }: Somebody) =>
        insertRow(
          knex(),
          startTable.table,
          writeRow(startTable, {
            ...{ automationId: id, startKey: `held ${id} ${contactId}`, result: 'held' },
            ...{ contactId, basis: 'segment:1', asked: false, at: Date.now() },
          })
        );
      await held(inside);
      const upTo = await held(outside);
      await knex()('whatsapp_automations')
        .where({ id })
        .update({ flood_answer: 'start', flood_up_to: upTo });
      await eventually('both are done', async () => {
        const rows = await world().settled(id);
        return rows.every(({ result }) => result !== 'held');
      });
      const done = new Map((await starts(id)).map(([person, what]) => [person, what]));
      expect([inside, outside].map(({ contactId }) => done.get(contactId))).toEqual(reasons);
    }
  );

  it('[E-35] five times a day for one contact, where what begins makes them enter again', async () => {
    const [loops, other] = [await world().somebody(), await world().somebody()];
    const { id, tagged } = await about('enters');
    await on(id);
    for (let i = 0; i < 6; i += 1) {
      await tag(loops, tagged);
      await looked(id);
      await tag(loops);
      await looked(id);
    }
    await tag(other, tagged);
    await looked(id);
    expect(await starts(id)).toEqual([
      ...Array.from({ length: 5 }, () => [loops.contactId, 'started']),
      [loops.contactId, 'too-often'],
      [other.contactId, 'started'],
    ]);
  }, 120_000);

  it('[E-35] take two merged contacts for the one that was in the segment', async () => {
    const [inside, outside] = [await world().somebody(), await world().somebody()];
    const { id, tagged, segmentId } = await about('enters');
    const trigger = { kind: 'segment', segmentId, way: 'leaves' };
    const leaves = await world().make({ trigger, ...event }, notes);
    await tag(inside, tagged);
    await on(id);
    await on(leaves.id);
    const ids = [outside.contactId, inside.contactId];
    const merged = await world().api.post<{ id: number }>('/whatsapp/contacts/merge', { ids });
    expect(merged.status).toBe(200);
    for (const one of [id, leaves.id]) {
      await looked(one);
      expect([await starts(one), (await members(one)).length]).toEqual([[], 1]);
    }
  });

  describe('begin once', () => {
    it('[E-35] where the start fails half way: nothing of it is left, and the next look begins it', async () => {
      const person = await world().somebody();
      const { id, tagged } = await about('enters');
      await on(id);
      await tag(person, tagged);
      const begin = jest
        .spyOn(botsService(world().strapi).automated, 'start')
        .mockRejectedValue(new Error('the database is away'));
      await looked(id);
      begin.mockRestore();
      expect([await starts(id), await members(id)]).toEqual([[], []]);
      expect((await world().view(id)).lastError?.reason).toBe('the database is away');
      await looked(id);
      expect(await starts(id)).toEqual([[person.contactId, 'started']]);
    });

    it('[E-35] when two processes look at the same segment', async () => {
      const person = await world().somebody();
      const { id, tagged, automation } = await about('enters');
      await on(id);
      await tag(person, tagged);
      const { strapi } = world();
      const starting = createStarting(strapi, createAsks(strapi));
      const another = () =>
        createMembers(strapi, {
          ...{ plans: createPlans(strapi), starting, flood: createFlood(strapi, starting) },
          ...{ troubles: createTroubles(strapi), touched: () => undefined },
        });
      const processes = [another(), another(), another()];
      await knex()(LOOKS).where({ automation_id: id }).update({ next_at: 0 });
      await Promise.all(processes.map((work) => work()));
      await looked(id);
      expect(await starts(id)).toEqual([[person.contactId, 'started']]);
      expect(await world().runs(automation.flow.id)).toHaveLength(1);
      expect((await world().view(id)).lastError).toBeNull();
    });
  });
};
