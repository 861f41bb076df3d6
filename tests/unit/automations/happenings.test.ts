import { happeningOfChange, happeningOfHeld } from '../../../server/src/automations/happenings';
import type { ChangeRow, StartRow } from '../../../server/src/automations/tables';

const change: ChangeRow = {
  ...{ id: 17, uid: 'api::order.order', entryDocument: 'a', locale: '', version: 'published' },
  ...{ kind: 'updated', valuesBefore: { state: 'new' }, valuesAfter: { state: 'paid' }, at: 500 },
  again: false,
  ...{ origin: 'save', depth: 0, state: 'done', contactId: null, tries: 0, nextAt: 0, doneAt: 600 },
};
const held: StartRow = {
  ...{ id: 1, automationId: 1, startKey: 'x', changeId: 17, uid: change.uid, entryDocument: 'a' },
  ...{ contactId: null, basis: null, result: 'held', asked: false, reason: null, runId: null },
  ...{ at: change.at, tries: 0, nextAt: 0 },
};

/** Starts and what was done once move with everything else; changes do not, and their ids begin at 1 again. */
describe('after a move to another database', () => {
  it('[E-02] a change with the id of an old one is another occasion', () => {
    const { event } = happeningOfChange(change);
    expect(happeningOfChange({ ...change }).event).toBe(event);
    expect(happeningOfChange({ ...change, at: 900 }).event).not.toBe(event);
  });

  it('[E-02] a start that waited does not begin because of it', () => {
    expect(happeningOfHeld(held, change)).toEqual(happeningOfChange(change));
    for (const other of [{ at: 900 }, { entryDocument: 'b' }, { uid: 'api::lead.lead' }])
      expect(happeningOfHeld(held, { ...change, ...other })).toBeNull();
    expect(happeningOfHeld(held, null)).toBeNull();
  });

  it('[E-02] a start that waited for one of many contacts begins for this one alone', () => {
    expect(happeningOfHeld({ ...held, contactId: 7 }, change)?.contactIds).toEqual([7]);
  });
});
