import type { GraphTemplate } from '../../../server/src/cloud-api/graph-shapes';
import { emptyDraft } from '../../../server/src/contracts/template-draft';
import { planSync } from '../../../server/src/templates/sync';
import type { TemplateRow } from '../../../server/src/templates/public';

const listed = (over: Partial<GraphTemplate> = {}): GraphTemplate => ({
  id: '1',
  name: 'order_ready',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  previous_category: null,
  correct_category: null,
  sub_category: null,
  parameter_format: 'POSITIONAL',
  components: [{ type: 'BODY', text: 'Hi {{1}}' }],
  quality_score: null,
  rejected_reason: 'NONE',
  optimization_spec: null,
  ...over,
});

const at = 5_000;
/** `before`: the rows as they were when Meta was asked. */
const plan = (rows: TemplateRow[], templates: GraphTemplate[], before = rows) =>
  planSync(rows, templates, { wabaId: '77777', before, at });
const stored = (over: Partial<TemplateRow> = {}): TemplateRow => {
  const [row] = plan([], [listed()]).inserts;
  if (!row) throw new Error('nothing was planned');
  return { ...row, id: 3, ...over };
};

describe('planSync', () => {
  it('[T-24] inserts what is new', () => {
    const [row] = plan([], [listed()]).inserts;
    expect(row).toMatchObject({
      wabaId: '77777',
      metaId: '1',
      name: 'order_ready',
      syncedAt: at,
      bindings: null,
    });
    expect(row).toMatchObject({ rejectedReason: null, quality: 'UNKNOWN', status: 'APPROVED' });
  });

  it('[T-53] [E-25] a new language keeps its maximum price, and has the order of its name', () => {
    const languageOrder = { base: 'tr', upTo: 'base' } as const;
    const spec = { bid_amount: 5_000, bid_strategy: 'LOWEST_COST_WITH_BID_CAP' };
    const other = listed({ id: '2', language: 'tr', optimization_spec: spec });
    const [row] = plan([stored({ languageOrder })], [listed(), other]).inserts;
    expect(row).toMatchObject({
      maxPrice: { bidAmount: 5_000, strategy: 'LOWEST_COST_WITH_BID_CAP' },
      languageOrder,
    });
  });

  it('[T-26] changes nothing where nothing changed, and only what did', () => {
    const { inserts, updates, seen } = plan([stored()], [listed()]);
    expect({ inserts, updates, seen }).toEqual({ inserts: [], updates: [], seen: [3] });
    expect(plan([stored()], [listed({ status: 'PAUSED' })]).updates).toEqual([
      { row: stored(), change: { status: 'PAUSED', statusText: 'PAUSED' } },
    ]);
  });

  it('[T-26] keeps the bindings', () => {
    const bindings = { 'body.1': { source: { kind: 'text' as const, text: 'x' }, fallback: null } };
    const [update] = plan([stored({ bindings })], [listed({ category: 'MARKETING' })]).updates;
    expect(update?.change).not.toHaveProperty('bindings');
  });

  it('[T-26] marks what vanished, once, and leaves drafts alone', () => {
    expect(plan([stored()], []).vanished.map((row) => row.id)).toEqual([3]);
    expect(plan([stored({ status: 'MISSING' })], []).vanished).toEqual([]);
    expect(plan([stored({ status: 'DRAFT' })], []).vanished).toEqual([]);
  });

  it('[T-26] changes nothing of a row that changed while the list was read', () => {
    const before = stored({ changedAt: 1 });
    const moved = stored({ category: 'MARKETING', changedAt: 2 });
    const old = plan([moved], [listed()], [before]);
    expect([old.updates, old.seen, old.overtaken]).toEqual([[], [], 1]);
    const coming = listed({ category: 'MARKETING', correct_category: 'UTILITY' });
    const announced = plan([moved], [coming], [before]);
    expect([announced.coming, announced.overtaken]).toEqual([[], 1]);
    // Where list and row say the same there is nothing to read again; a row that stayed is changed as ever.
    const same = plan([moved], [listed({ category: 'MARKETING' })], [before]);
    expect([same.updates, same.seen, same.overtaken]).toEqual([[], [3], 0]);
    const stayed = plan([before], [listed({ category: 'MARKETING' })], [before]);
    expect([stayed.updates.length, stayed.overtaken]).toEqual([1, 0]);
  });

  it('[T-26] neither marks what was submitted while the list was read nor brings back what was removed', () => {
    const draft = stored({ status: 'DRAFT', changedAt: 1 });
    const sent = plan([stored({ status: 'PENDING', changedAt: 2 })], [], [draft]);
    expect([sent.vanished, sent.overtaken]).toEqual([[], 1]);
    const met = plan([stored({ changedAt: 2 })], [], []);
    expect([met.vanished, met.overtaken]).toEqual([[], 1]);
    const removed = plan([], [listed()], [stored({ status: 'MISSING' })]);
    expect([removed.inserts, removed.overtaken]).toEqual([[], 1]);
  });

  it('[T-11] takes over a draft whose answer was lost, with the file of its header and who made it', () => {
    const file = { id: 7, name: 'shop.png', mime: 'image/png', sizeBytes: 1, url: null };
    const draft = { ...emptyDraft('en_US'), header: { kind: 'image' as const, file } };
    const row = stored({ status: 'DRAFT', submittedAt: 9, madeBy: 'Ada', draft });
    const [update] = plan([row], [listed({ status: 'PENDING' })]).updates;
    expect(update?.change).toMatchObject({
      status: 'PENDING',
      draft: null,
      bindings: { header: { source: { kind: 'media', fileId: 7 }, fallback: null } },
    });
    expect(update?.change).not.toHaveProperty('madeBy');
  });

  it('[T-11] such a draft under the name of a template that was gone goes into the row that campaigns name', () => {
    const gone = stored({ status: 'MISSING', metaId: '0', optOutTexts: ['No thanks'] });
    const draft = emptyDraft('en_US');
    const own = stored({
      ...{ id: 8, status: 'DRAFT', submittedAt: 9, nameKey: 'draft 8', metaId: null },
      ...{ madeBy: 'Ada', draft },
    });
    const { updates, absorbed, inserts } = plan([gone, own], [listed({ status: 'PENDING' })]);
    expect({ absorbed, inserts }).toEqual({ absorbed: [8], inserts: [] });
    expect(updates).toMatchObject([
      { row: { id: 3 }, change: { status: 'PENDING', metaId: '1', madeBy: 'Ada' } },
    ]);
    expect(updates[0]?.change).not.toHaveProperty('optOutTexts');
    expect(updates[0]?.change).not.toHaveProperty('nameKey');
  });

  it('keeps the languages of one name apart, written either way', () => {
    const { inserts, seen } = plan(
      [stored()],
      [listed({ language: 'en-US' }), listed({ language: 'tr', id: '2' })]
    );
    expect(seen).toEqual([3]);
    expect(inserts.map((row) => row.language)).toEqual(['tr']);
  });

  it('keeps the longer reason that a webhook named', () => {
    const row = stored({
      status: 'REJECTED',
      statusText: 'REJECTED',
      rejectedReason: 'INVALID_FORMAT: side by side',
    });
    const same = listed({ status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' });
    expect(plan([row], [same]).updates).toEqual([]);
    const other = listed({ status: 'REJECTED', rejected_reason: 'SCAM' });
    expect(plan([row], [other]).updates[0]?.change).toMatchObject({ rejectedReason: 'SCAM' });
  });

  it('[T-19] takes the time of the creation from Meta, and knows none where Meta says none', () => {
    expect(plan([], [listed({ created_time: 1_763_000_000 })]).inserts[0]).toMatchObject({
      metaCreatedAt: 1_763_000_000_000,
      origin: 'manager',
    });
    expect(plan([], [listed()]).inserts[0]?.metaCreatedAt).toBeNull();
    // What is not known is not guessed, and what is known stays.
    expect(plan([stored({ origin: null })], [listed()]).updates).toEqual([]);
    const ours = stored({ metaCreatedAt: 1_763_000_000_123 });
    expect(plan([ours], [listed({ created_time: '2025-11-13T02:13:20+0000' })]).updates).toEqual(
      []
    );
    const filled = plan([stored()], [listed({ created_time: '2025-11-13T02:13:20+0000' })]);
    expect(filled.updates[0]?.change).toEqual({ metaCreatedAt: 1_763_000_000_000 });
  });

  it('[T-19] forgets the clocks of a template that was deleted and made again at Meta', () => {
    const before = stored({ metaCreatedAt: 5, approvedAt: 6, categoryChangedAt: 7 });
    const [update] = plan([before], [listed({ id: '2', created_time: 1_763_000_000 })]).updates;
    expect(update?.change).toMatchObject({
      metaId: '2',
      origin: 'manager',
      metaCreatedAt: 1_763_000_000_000,
      approvedAt: null,
      categoryChangedAt: null,
    });
  });

  it('[T-20] hears of an announced category whose notice was lost, once', () => {
    const coming = listed({ correct_category: 'MARKETING' });
    expect(plan([stored()], [coming]).coming).toEqual([{ row: stored(), to: 'MARKETING' }]);
    expect(plan([stored({ comingCategory: 'MARKETING' })], [coming]).coming).toEqual([]);
    expect(plan([stored()], [listed({ correct_category: 'UTILITY' })]).coming).toEqual([]);
    // Also beside another change of the same list.
    const both = plan([stored()], [{ ...coming, status: 'PAUSED' }]);
    expect([both.updates.length, both.coming]).toEqual([
      1,
      [{ row: stored({ status: 'PAUSED', statusText: 'PAUSED' }), to: 'MARKETING' }],
    ]);
  });

  it('[T-20] notes what was announced for a template that it meets, or that was made again', () => {
    const coming = listed({ correct_category: 'MARKETING' });
    const noted = {
      comingCategory: 'MARKETING',
      comingAt: null,
      noticeKind: 'coming',
      noticeAt: at,
      noticeMailedAt: null,
    };
    const met = plan([], [coming]);
    expect(met.inserts[0]).toMatchObject(noted);
    expect(met.coming).toEqual([]);
    const again = plan([stored()], [{ ...coming, id: '2' }]);
    expect(again.updates[0]?.change).toMatchObject(noted);
    expect(again.coming).toEqual([]);
    expect(plan([], [listed()]).inserts[0]).toMatchObject({ noticeKind: null, noticeAt: null });
  });

  it('[T-20] takes an announcement back when its day went by, not before', () => {
    const announced = { comingCategory: 'MARKETING', noticeKind: 'coming' } as const;
    const passed = plan([stored({ ...announced, comingAt: at - 1 })], [listed()]);
    expect(passed.updates[0]?.change).toEqual({
      comingCategory: null,
      comingAt: null,
      noticeKind: null,
      noticeAt: null,
    });
    expect(plan([stored({ ...announced, comingAt: at + 1 })], [listed()]).updates).toEqual([]);
  });

  it('[T-20] takes an announcement without a day back when the list names it no more', () => {
    const announced = stored({ comingCategory: 'MARKETING', noticeKind: 'coming', noticeAt: 1 });
    expect(plan([announced], [listed({ correct_category: 'MARKETING' })]).updates).toEqual([]);
    expect(plan([announced], [listed()]).updates[0]?.change).toEqual({
      comingCategory: null,
      comingAt: null,
      noticeKind: null,
      noticeAt: null,
    });
  });

  it('treats an unknown category as the strictest', () => {
    expect(plan([], [listed({ category: '' })]).inserts[0]?.category).toBe('MARKETING');
  });
});
