import type { GraphTemplate } from '../../../server/src/cloud-api/graph-shapes';
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
const plan = (rows: TemplateRow[], templates: GraphTemplate[]) =>
  planSync(rows, templates, { wabaId: '77777', at });
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

  it('keeps the languages of one name apart, written either way', () => {
    const { inserts, seen } = plan(
      [stored()],
      [listed({ language: 'en-US' }), listed({ language: 'tr', id: '2' })]
    );
    expect(seen).toEqual([3]);
    expect(inserts.map((row) => row.language)).toEqual(['tr']);
  });

  it('keeps the longer reason that a webhook told', () => {
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

  it('treats an unknown category as the strictest', () => {
    expect(plan([], [listed({ category: '' })]).inserts[0]?.category).toBe('MARKETING');
  });
});
