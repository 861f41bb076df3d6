import {
  isReviewOpen,
  REVIEW_MS,
  reviewDaysLeft,
  SOON_MS,
} from '../../../server/src/contracts/template-review';
import { DAY_MS } from '../../../server/src/kernel/time';
import {
  consequences,
  isSoonOverPast,
  reviewWindow,
  soonOver,
} from '../../../server/src/templates/domain/clocks';
import { NEW_ROW } from '../../../server/src/templates/new-row';
import type { TemplateRow } from '../../../server/src/templates/public';

const MADE = 1_700_000_000_000;
const row = (change: Partial<TemplateRow> = {}): TemplateRow =>
  ({ ...NEW_ROW, id: 3, status: 'APPROVED', category: 'UTILITY', ...change }) as TemplateRow;

describe('the time in which Meta takes a request for a review', () => {
  it.each([
    [59, true, 1],
    [60, true, 0],
    [61, false, 0],
  ])('[T-19] [T-21] after %d days: open is %s, %d days are left', (days, open, left) => {
    const now = MADE + days * DAY_MS;
    for (const one of [row({ metaCreatedAt: MADE }), row({ categoryChangedAt: MADE })]) {
      const window = reviewWindow(one);
      expect(window.endsAt).toBe(MADE + REVIEW_MS);
      expect([isReviewOpen(window, now), reviewDaysLeft(MADE + REVIEW_MS, now)]).toEqual([
        open,
        left,
      ]);
    }
  });

  it('[T-19] is over a moment after the sixtieth day', () => {
    const window = reviewWindow(row({ metaCreatedAt: MADE }));
    expect(isReviewOpen(window, MADE + REVIEW_MS + 1)).toBe(false);
  });

  it('[T-19] is not known where the creation is not: nothing counts down, nothing is offered', () => {
    const window = reviewWindow(row());
    expect(window).toEqual({ about: 'creation', endsAt: null });
    expect(isReviewOpen(window, MADE)).toBe(false);
  });

  it('[T-21] is not known where the row is older than the clock of its move', () => {
    expect(reviewWindow(row({ category: 'MARKETING', previousCategory: 'UTILITY' }))).toEqual({
      about: 'category',
      endsAt: null,
    });
  });

  it('[T-21] counts from the move, not from the creation', () => {
    const moved = row({ metaCreatedAt: MADE, categoryChangedAt: MADE + 50 * DAY_MS });
    expect(reviewWindow(moved)).toEqual({
      about: 'category',
      endsAt: MADE + 50 * DAY_MS + REVIEW_MS,
    });
  });

  it('[T-22] has no bound for a rejection, and there is none while Meta reviews', () => {
    const rejected = reviewWindow(row({ status: 'REJECTED', metaCreatedAt: MADE }));
    expect(rejected).toEqual({ about: 'rejection', endsAt: null });
    expect(isReviewOpen(rejected, MADE + 400 * DAY_MS)).toBe(true);
    for (const status of ['PENDING', 'IN_APPEAL', 'DISABLED', 'MISSING', 'DRAFT'] as const)
      expect(reviewWindow(row({ status, metaCreatedAt: MADE })).about).toBeNull();
  });
});

describe('the reminder before the end', () => {
  const endsAt = MADE + REVIEW_MS;
  const made = row({ metaCreatedAt: MADE });

  it('[T-19] is due in the last seven days, once for each end', () => {
    expect(soonOver(made, endsAt - SOON_MS - 1)).toBeNull();
    expect(soonOver(made, endsAt - SOON_MS)).toBe(endsAt);
    expect(soonOver(made, endsAt + 1)).toBeNull();
    expect(soonOver({ ...made, reviewToldFor: endsAt }, endsAt - 1)).toBeNull();
    expect(soonOver({ ...made, reviewToldFor: endsAt - 5 }, endsAt - 1)).toBe(endsAt);
  });

  it('[T-19] is for nobody who asked already', () => {
    const asked = { reviewAskedAt: MADE, reviewAbout: 'creation' } as const;
    expect(soonOver({ ...made, ...asked }, endsAt - 1)).toBeNull();
  });

  it('[T-21] is due for a second move, whatever was asked after the first one', () => {
    const asked = { reviewAskedAt: MADE + DAY_MS, reviewAbout: 'category' } as const;
    const first = row({ category: 'MARKETING', categoryChangedAt: MADE, ...asked });
    expect(soonOver(first, endsAt - 1)).toBeNull();
    const at = MADE + 9 * DAY_MS;
    const news = { at, toldAt: at, cause: { via: 'webhook' } } as const;
    const granted = { ...first, reviewResult: 'granted' } as const;
    for (const before of [first, granted]) {
      const second = row({
        ...before,
        category: 'MARKETING',
        ...consequences(row({ ...before, category: 'UTILITY' }), { category: 'MARKETING' }, news),
      });
      expect(soonOver(second, at + REVIEW_MS - 1)).toBe(at + REVIEW_MS);
      const again = { ...second, reviewAskedAt: at + 1, reviewAbout: 'category' } as const;
      expect(soonOver(again, at + REVIEW_MS - 1)).toBeNull();
    }
  });

  it('[T-19] [T-21] is due for a move, whatever was asked about the creation', () => {
    const asked = { reviewAskedAt: MADE + DAY_MS, reviewAbout: 'creation' } as const;
    const moved = row({ ...asked, metaCreatedAt: MADE, categoryChangedAt: MADE + DAY_MS / 2 });
    const end = MADE + DAY_MS / 2 + REVIEW_MS;
    expect(soonOver(moved, end - 1)).toBe(end);
  });

  describe('after Meta gave a category back', () => {
    const at = MADE + 9 * DAY_MS;
    const moved = row({ category: 'MARKETING', categoryChangedAt: MADE });
    const asked = { reviewAskedAt: MADE + DAY_MS, reviewAbout: 'category' } as const;
    const given = (before: TemplateRow, cause: Parameters<typeof consequences>[2]['cause']) => {
      const change = { category: 'UTILITY' };
      const news = { at, toldAt: at, cause };
      return row({ ...before, ...change, ...consequences(before, change, news) });
    };
    const due = (one: TemplateRow) => soonOver(one, (one.categoryChangedAt ?? 0) + REVIEW_MS - 1);

    it.each([[undefined], [at - 5_000], [at + 5_000]])(
      '[T-21] is for nobody who had asked for it, dated by Meta %s',
      (effectiveAt) => {
        const dated = effectiveAt === undefined ? {} : { effectiveAt };
        const cause = { via: 'webhook', ...dated } as const;
        const won = given(row({ ...moved, ...asked }), cause);
        expect(won).toMatchObject({
          reviewResult: 'granted',
          categoryChangedAt: effectiveAt ?? at,
        });
        expect(due(won)).toBeNull();
        // Without a request it is a move like any other.
        expect(due(given(moved, cause))).toBe((effectiveAt ?? at) + REVIEW_MS);
      }
    );

    it('[T-21] is for nobody who had recorded the answer before a sync found it', () => {
      const recorded = { ...asked, reviewResult: 'granted', reviewResultAt: at - 1 } as const;
      const won = given(row({ ...moved, ...recorded }), { via: 'sync' });
      expect([won.noticeKind, due(won)]).toEqual([null, null]);
    });

    it('[T-21] is due when Meta takes it away again', () => {
      const won = given(row({ ...moved, ...asked }), { via: 'webhook' });
      const change = { category: 'MARKETING' };
      const news = { at: at + DAY_MS, toldAt: at + DAY_MS, cause: { via: 'webhook' } } as const;
      expect(due(row({ ...won, ...change, ...consequences(won, change, news) }))).toBe(
        at + DAY_MS + REVIEW_MS
      );
    });

    it('[T-22] is due for a move whatever became of a rejection', () => {
      const rejection = { reviewAbout: 'rejection', reviewResult: 'granted' } as const;
      const one = { category: 'UTILITY', categoryChangedAt: MADE, reviewResultAt: at } as const;
      expect(due(row({ ...one, ...rejection, reviewAskedAt: MADE }))).toBe(endsAt);
    });
  });

  it('[T-19] its notice is over with the time, and with a status in which nothing can be asked for', () => {
    const noted = { ...made, noticeKind: 'review-soon' } as const;
    for (const status of ['APPROVED', 'PAUSED'] as const)
      expect(isSoonOverPast({ ...noted, status }, endsAt)).toBe(false);
    for (const status of ['DISABLED', 'REJECTED', 'PENDING'] as const)
      expect(isSoonOverPast({ ...noted, status }, endsAt)).toBe(true);
    expect(isSoonOverPast(noted, endsAt + 1)).toBe(true);
    expect(isSoonOverPast({ ...made, noticeKind: 'moved' }, endsAt + 1)).toBe(false);
  });
});

describe('what follows from news of Meta', () => {
  const when = { at: MADE, toldAt: MADE - 5 };
  const webhook = { ...when, cause: { via: 'webhook' } } as const;

  it('[T-21] dates a move by Meta’s own word, else by the notice', () => {
    const to = { category: 'MARKETING' };
    expect(consequences(row(), to, webhook)).toEqual({
      previousCategory: 'UTILITY',
      categoryChangedAt: MADE - 5,
      comingCategory: null,
      comingAt: null,
      noticeKind: 'moved',
      noticeAt: MADE,
      noticeMailedAt: null,
    });
    const dated = { ...when, cause: { via: 'webhook', effectiveAt: 77 } } as const;
    expect(consequences(row(), to, dated).categoryChangedAt).toBe(77);
    const announced = row({ comingCategory: 'MARKETING', comingAt: MADE - 900 });
    const found = { ...when, cause: { via: 'sync' } } as const;
    expect(consequences(announced, to, found).categoryChangedAt).toBe(MADE - 900);
  });

  it('[T-21] is nothing where the category stays, or where one of us changed it', () => {
    expect(consequences(row(), { category: 'UTILITY' }, webhook)).toEqual({});
    const ours = { ...when, cause: { via: 'person', by: 'Ada' } } as const;
    expect(consequences(row(), { category: 'MARKETING' }, ours)).toEqual({});
  });

  it('[T-21] is nothing for another template under the same name', () => {
    const next = { metaId: '2', category: 'MARKETING' };
    expect(consequences(row({ metaId: '1' }), next, webhook)).toEqual({});
  });

  it('[T-20] keeps an announcement with its day, and notes it once', () => {
    const said = { kind: 'category-coming', to: 'MARKETING', effectiveAt: MADE + 9 } as const;
    const news = { ...when, cause: { via: 'webhook', said } } as const;
    const kept = consequences(row(), {}, news);
    expect(kept).toMatchObject({
      comingCategory: 'MARKETING',
      comingAt: MADE + 9,
      noticeKind: 'coming',
    });
    expect(consequences(row(kept), {}, news)).toEqual({});
  });

  it.each([
    ['rejection', 'REJECTED', { status: 'APPROVED' }, 'granted'],
    ['rejection', 'IN_APPEAL', { status: 'REJECTED' }, 'refused'],
    ['rejection', 'REJECTED', { status: 'IN_APPEAL' }, undefined],
    ['category', 'APPROVED', { category: 'AUTHENTICATION' }, 'granted'],
    ['creation', 'APPROVED', { category: 'MARKETING' }, undefined],
  ] as const)(
    '[T-22] a review of the %s of a template that is %s: %j means %s',
    (reviewAbout, status, change, result) => {
      const asked = row({ status, reviewAskedAt: 1, reviewAbout });
      expect(consequences(asked, change, webhook).reviewResult).toBe(result);
    }
  );

  it('[T-20] ends the notice of a deleted template, here or at Meta', () => {
    const noted = row({ noticeKind: 'moved', noticeAt: 1 });
    const person = { ...when, cause: { via: 'person', by: 'Ada', kind: 'deleted' } } as const;
    for (const news of [webhook, person])
      expect(consequences(noted, { status: 'MISSING' }, news)).toEqual({
        noticeKind: null,
        noticeAt: null,
      });
  });

  it('[T-19] ends the notice of a near end when the template goes out of use, and no other notice', () => {
    const noted = row({ noticeKind: 'review-soon', noticeAt: 1 });
    const person = { ...when, cause: { via: 'person', by: 'Ada', kind: 'edited' } } as const;
    for (const status of ['DISABLED', 'REJECTED', 'PENDING', 'IN_APPEAL'] as const)
      for (const news of [webhook, person]) {
        expect(consequences(noted, { status }, news)).toEqual({ noticeKind: null, noticeAt: null });
        expect(consequences(row({ ...noted, noticeKind: 'moved' }), { status }, news)).toEqual({});
      }
    expect(consequences(noted, { status: 'PAUSED' }, webhook)).toEqual({});
    // What Meta does with the category at the same time is written down.
    const both = { status: 'REJECTED', category: 'MARKETING' } as const;
    expect(consequences(noted, both, webhook).noticeKind).toBe('moved');
  });

  it('[T-21] alarms nobody when Meta gives the category back after a review', () => {
    const asked = row({ category: 'MARKETING', reviewAskedAt: 1, reviewAbout: 'category' });
    expect(consequences(asked, { category: 'UTILITY' }, webhook)).toMatchObject({
      reviewResult: 'granted',
      noticeKind: null,
    });
  });
});
