import { fitsNow, looksAhead, mayStartNow } from '../../../server/src/automations/domain/existing';
import {
  automationOfChain,
  chainOf,
  keyOfStart,
  startOfKey,
} from '../../../server/src/automations/domain/flow-key';
import { startTogether } from '../../../server/src/automations/domain/same-start';
import {
  automationTrigger,
  type AutomationTrigger,
} from '../../../server/src/contracts/automations';

const uid = 'api::order.order';
const trigger = (given: object): AutomationTrigger => automationTrigger.parse({ uid, ...given });
const DATE = { kind: 'date', field: 'on', side: 'before', amount: 1, unit: 'days', at: '09:00' };
const rises = (by: object) => trigger({ kind: 'threshold', field: 'total', way: 'up', by });

describe('an entry that is there when an automation is switched on', () => {
  it('[E-02] would trigger it if it has the value that is waited for', () => {
    expect(fitsNow(trigger({ kind: 'created' }), {})).toBe(true);
    const paid = trigger({ kind: 'updated', field: 'state', from: ['new'], to: ['paid'] });
    expect([fitsNow(paid, { state: 'paid' }), fitsNow(paid, { state: 'new' })]).toEqual([
      ...[true, false],
    ]);
    expect(fitsNow(paid, {})).toBe(false);
    expect(fitsNow(trigger({ kind: 'updated', field: 'state' }), { state: 'any' })).toBe(true);
    const high = rises({ kind: 'value', value: 100 });
    expect([fitsNow(high, { total: '100.0' }), fitsNow(high, { total: 99 })]).toEqual([
      ...[true, false],
    ]);
  });

  it('[E-02] never would where only a change can', () => {
    expect(fitsNow(rises({ kind: 'percent', percent: 10 }), { total: 5 })).toBe(false);
    expect(fitsNow(trigger({ kind: 'deleted' }), {})).toBe(false);
    expect(fitsNow(trigger({ kind: 'unpublished' }), {})).toBe(false);
    expect(fitsNow(trigger(DATE), { on: '2026-12-24' })).toBe(false);
  });

  it('[E-06] dates and the clock look for what lies ahead, and are asked for nothing', () => {
    const clock = trigger({ kind: 'clock', segmentId: 1, at: ['09:00'] });
    expect([looksAhead(trigger(DATE)), looksAhead(clock)]).toEqual([true, true]);
    expect([mayStartNow(trigger(DATE)), mayStartNow(clock)]).toEqual([false, false]);
    expect([looksAhead, mayStartNow].map((ask) => ask(trigger({ kind: 'created' })))).toEqual([
      ...[false, true],
    ]);
  });
});

describe('contacts who are in a segment when an automation is switched on', () => {
  it('[E-35] may be asked for where it waits for who enters, and never where it waits for who leaves', () => {
    const [enters, leaves] = ['enters', 'leaves'].map((way) =>
      trigger({ kind: 'segment', segmentId: 1, way })
    );
    expect([enters, leaves].map((one) => one && mayStartNow(one))).toEqual([true, false]);
  });
});

describe('two automations', () => {
  const both = (a: object, b: object) => [
    startTogether(trigger(a), trigger(b)),
    startTogether(trigger(b), trigger(a)),
  ];
  const yes = [true, true];
  const no = [false, false];
  const moves = (from: string[] | null, to: string[] | null, more = {}) => ({
    ...{ kind: 'updated', field: 'state', from, to, ...more },
  });

  it('[E-02] start together where one change sets off both', () => {
    expect(both(moves(null, ['paid']), moves(['new'], ['paid', 'sent']))).toEqual(yes);
    expect(both(moves(null, ['paid']), moves(null, ['sent']))).toEqual(no);
    expect(both(moves(['new'], null), moves(['paid'], null))).toEqual(no);
    expect(both(moves(null, null), { ...moves(null, null), field: 'total' })).toEqual(no);
    expect(both({ kind: 'created' }, { kind: 'published' })).toEqual(yes);
    expect(both({ kind: 'created' }, moves(null, ['paid'], { alsoNew: true }))).toEqual(yes);
    expect(both({ kind: 'created' }, moves(null, ['paid']))).toEqual(no);
    expect(both({ kind: 'created' }, { kind: 'created', version: 'draft' })).toEqual(no);
    expect(both({ kind: 'created' }, { kind: 'created', uid: 'api::lead.lead' })).toEqual(no);
    expect(both({ kind: 'created' }, { kind: 'deleted' })).toEqual(no);
  });

  it('[E-06] start together where they have one moment', () => {
    const hours = { ...DATE, unit: 'hours', amount: 12, at: null };
    expect(both(DATE, DATE)).toEqual(yes);
    expect(both(DATE, { ...DATE, at: '10:00' })).toEqual(no);
    expect(both(DATE, { ...DATE, side: 'after' })).toEqual(no);
    expect(both(hours, { ...hours, unit: 'minutes', amount: 720 })).toEqual(yes);
    expect(both(hours, { ...DATE, amount: 12, at: null })).toEqual(no);
    const clock = { kind: 'clock', segmentId: 1, at: ['09:00', '12:00'], days: [1, 2] };
    expect(both(clock, { ...clock, at: ['12:00'], days: [] })).toEqual(yes);
    expect(both(clock, { ...clock, days: [3] })).toEqual(no);
    expect(both(clock, { ...clock, segmentId: 2 })).toEqual(no);
    const enters = { kind: 'segment', segmentId: 1, way: 'enters' };
    expect(both(enters, enters)).toEqual(yes);
    expect(both(enters, { ...enters, way: 'leaves' })).toEqual(no);
    expect(both(enters, { kind: 'created' })).toEqual(no);
  });
});

describe('the key of what an automation began', () => {
  it('leads back to the start and the automation, and no other key does', () => {
    expect(startOfKey(keyOfStart(7))).toBe(7);
    expect(automationOfChain(chainOf(12))).toBe(12);
    for (const other of [null, '', 'campaign:7', 'automation:', 'automation:7:8'])
      expect([startOfKey(other), automationOfChain(other)]).toEqual([null, null]);
  });
});
