import fc from 'fast-check';
import {
  actionsFor,
  billLines,
  canLaunch,
  funnelShare,
  funnelSteps,
  launchBody,
  milestone,
  progress,
  retryable,
  secondsLeft,
  shownState,
  span,
  startAllowed,
  stepShare,
  tabOf,
  typedNumber,
} from '../../../../admin/src/pages/Campaigns/model';
import type { CampaignCounts } from '../../../../server/src/contracts/campaigns';
import { bill, counts } from './builders';

const anyCounts = fc
  .record({
    queued: fc.nat(5000),
    sending: fc.nat(50),
    sent: fc.nat(5000),
    failed: fc.nat(500),
    uncertain: fc.nat(50),
    skipped: fc.nat(500),
    cancelled: fc.nat(500),
  })
  .map((c): CampaignCounts =>
    counts({
      ...c,
      delivered: Math.floor(c.sent * 0.9),
      read: Math.floor(c.sent * 0.4),
      total: c.queued + c.sending + c.sent + c.failed + c.uncertain + c.skipped + c.cancelled,
    })
  );

describe('progress of a campaign', () => {
  it('says 100 % only when nobody is queued, under way or cancelled', () => {
    fc.assert(
      fc.property(anyCounts, (c) => {
        const shown = progress(c);
        expect(shown).toBeGreaterThanOrEqual(0);
        expect(shown).toBeLessThanOrEqual(100);
        if (c.receivers > 0) expect(shown === 100).toBe(c.queued + c.sending + c.cancelled === 0);
      })
    );
  });

  it('[M-28] [M-32] is of those who get it: skipped contacts are not done', () => {
    const c = counts({ total: 260, queued: 145, sent: 20, skipped: 95 });
    expect(progress(c)).toBe(12);
    expect(progress(counts({ total: 260, queued: 165, skipped: 95 }))).toBe(0);
    expect(progress(counts({ total: 260, sent: 150, failed: 15, skipped: 95 }))).toBe(100);
    expect(stepShare('sent', c)).toBeCloseTo(12.12, 1);
    expect(milestone('running', c)).toBe('start');
  });

  it('counts what failed or is uncertain as gone through, and what was cancelled as not', () => {
    expect(progress(counts({ total: 10, sent: 4, failed: 1, uncertain: 1, queued: 4 }))).toBe(60);
    expect(progress(counts({ total: 10, sent: 5, cancelled: 5 }))).toBe(50);
  });

  it('[M-31] [M-32] shows queued, sent, delivered, read and failed as the server counted them', () => {
    const ahead = { total: 12480, queued: 4680, sending: 2, failed: 61 };
    const c = counts({ ...ahead, sent: 7737, delivered: 7402, read: 3171 });
    expect(funnelSteps(c)).toEqual([
      { key: 'queued', count: 4682 },
      { key: 'sent', count: 7737 },
      { key: 'delivered', count: 7402 },
      { key: 'read', count: 3171 },
      { key: 'failed', count: 61 },
    ]);
    expect(stepShare('queued', c)).toBeCloseTo(37.52, 1);
    expect(stepShare('failed', c)).toBeCloseTo(0.49, 1);
    expect(stepShare('delivered', c)).toBeCloseTo(95.67, 1);
    expect(stepShare('read', c)).toBeCloseTo(42.84, 1);
  });

  it('[A-04] clicks and answers are the last steps, as shares of those who got it', () => {
    const c = counts({ total: 10, sent: 8, delivered: 8, read: 2, failed: 2 });
    const steps = funnelSteps(c, { clicked: 4, pressed: 3, replied: 2 });
    expect(steps.slice(2, -1)).toEqual([
      { key: 'read', count: 2 },
      { key: 'clicked', count: 4 },
      { key: 'pressed', count: 3 },
      { key: 'replied', count: 2 },
    ]);
    expect(steps.map((step) => funnelShare(step, c))).toEqual([80, 100, 25, 50, 37.5, 25, 20]);
    expect(funnelShare({ key: 'clicked', count: 0 }, counts())).toBeNull();
  });

  it('speaks of no queue once nothing is under way', () => {
    const c = counts({ total: 10, sent: 8, failed: 2 });
    expect(funnelSteps(c).map(({ key }) => key)).toEqual(['sent', 'delivered', 'read', 'failed']);
  });

  it('gives no share of a step that nobody reached', () => {
    expect(stepShare('delivered', counts({ total: 5, queued: 5 }))).toBeNull();
    for (const key of ['queued', 'sent', 'failed'] as const)
      expect(stepShare(key, counts())).toBeNull();
  });

  it('announces the start, each quarter and the end, and nothing while it rests', () => {
    const at = (sent: number) =>
      milestone('running', counts({ total: 100, sent, queued: 100 - sent }));
    expect([at(0), at(24), at(25), at(60), at(99)]).toEqual(['start', 'start', 25, 50, 75]);
    expect(milestone('completed', counts({ total: 100, sent: 100 }))).toBe('end');
    expect(milestone('paused', counts({ total: 100, sent: 50, queued: 50 }))).toBeNull();
  });

  it('tells the time left from the speed of now, and none when nothing moves', () => {
    expect(
      secondsLeft({
        counts: counts({ total: 100, queued: 90, sending: 10 }),
        speed: 20,
        allowedMps: 80,
      })
    ).toBe(5);
    expect(
      secondsLeft({ counts: counts({ total: 100, queued: 100 }), speed: 0, allowedMps: 80 })
    ).toBeNull();
  });

  it('says spans in one whole unit', () => {
    expect(span(0.2)).toEqual({ unit: 'seconds', value: 1 });
    expect(span(208)).toEqual({ unit: 'minutes', value: 3 });
    expect(span(2 * 3600)).toEqual({ unit: 'hours', value: 2 });
    expect(span(3 * 86_400)).toEqual({ unit: 'days', value: 3 });
  });
});

describe('states and deeds of a campaign', () => {
  it('[M-37] shows a running campaign that waits for the limit as waiting, not as failed', () => {
    expect(shownState({ state: 'running', waiting: { kind: 'limit', until: 1 } })).toBe('waiting');
    expect(shownState({ state: 'running', waiting: { kind: 'rate', until: null } })).toBe(
      'running'
    );
    expect(shownState({ state: 'paused', waiting: { kind: 'limit', until: 1 } })).toBe('paused');
  });

  it('[M-41] offers pause and cancel while it runs, resume and cancel while it is paused', () => {
    expect(actionsFor('running')).toEqual(['pause', 'cancel', 'go-on']);
    expect(actionsFor('paused')).toEqual(['resume', 'cancel']);
    expect(actionsFor('preparing')).toEqual(['cancel']);
    expect(actionsFor('completed')).toEqual([]);
    expect(actionsFor('cancelled')).toEqual([]);
  });

  it('counts only those failures as retryable that a retry can cure', () => {
    const error = { code: 1, class: 'x', title: 't', advice: 'a' };
    expect(
      retryable([
        { ...error, retryable: true, count: 19 },
        { ...error, retryable: false, count: 38 },
      ])
    ).toBe(19);
  });

  it('takes an unknown tab of the address as all', () => {
    expect(tabOf('drafts')).toBe('drafts');
    expect(tabOf('<script>')).toBe('all');
    expect(tabOf(null)).toBe('all');
  });
});

describe('the bill', () => {
  it('lists what is excluded, largest first, without empty lines', () => {
    const sheet = bill({
      matched: 13120,
      willReceive: 12605,
      exclusions: [
        { reason: 'opted-out', count: 214 },
        { reason: 'no-consent', count: 301 },
        { reason: 'capped', count: 0 },
      ],
    });
    expect(billLines(sheet).map((l) => l.reason)).toEqual(['no-consent', 'opted-out']);
  });

  it('cannot be started while it is counted, for nobody, or with a blocking problem', () => {
    const problem = { kind: 'template-paused', field: null, detail: null };
    expect(canLaunch(null)).toBe(false);
    expect(canLaunch(bill({ willReceive: 0 }))).toBe(false);
    expect(canLaunch(bill({ problems: [{ ...problem, blocking: true }] }))).toBe(false);
    expect(canLaunch(bill({ problems: [{ ...problem, blocking: false }] }))).toBe(true);
  });

  it('reads a typed number however it is grouped, and nothing else', () => {
    expect(['12480', '12,480', '12.480', ' 12 480 ', '12\u00a0480'].map(typedNumber)).toEqual(
      Array(5).fill(12480)
    );
    expect(['', 'all', '12k', '-5', '1e3', '٣', '9'.repeat(20)].map(typedNumber)).toEqual(
      Array(7).fill(null)
    );
  });

  it('reads back every number that a locale writes', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.constantFrom('en', 'tr', 'fr', 'de-CH'), (n, locale) => {
        expect(typedNumber(new Intl.NumberFormat(locale).format(n))).toBe(n);
      })
    );
  });

  it('[M-06] allows the start only when the right number was typed, where it must be typed', () => {
    const asks = bill({ willReceive: 12480, mustTypeNumber: true });
    expect(startAllowed(asks, '')).toBe(false);
    expect(startAllowed(asks, '12479')).toBe(false);
    expect(startAllowed(asks, '12.480')).toBe(true);
    expect(startAllowed(bill({ mustTypeNumber: false }), '')).toBe(true);
  });

  it('posts the number on the button, and the typed one only where it was asked', () => {
    expect(launchBody(bill({ willReceive: 12480, mustTypeNumber: true }), '12,480')).toEqual({
      expected: 12480,
      typed: 12480,
    });
    expect(launchBody(bill({ willReceive: 7, mustTypeNumber: false }), '99')).toEqual({
      expected: 7,
    });
  });
});
