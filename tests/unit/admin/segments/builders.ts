import type { SegmentPreview, SegmentView } from '../../../../server/src/contracts/segments';

export const DAY = 86_400_000;
/** When the segments of the tests were made. */
export const MADE = 1_790_000_000_000;

export const segment = (part: Partial<SegmentView> = {}): SegmentView => ({
  id: 4,
  name: 'Cart, not bought',
  description: null,
  tree: {
    kind: 'group',
    not: false,
    match: 'all',
    nodes: [
      { kind: 'people', not: false, filter: { tags: { include: ['vip'], exclude: [] } } },
      {
        kind: 'messages',
        not: true,
        direction: 'in',
        atLeast: 1,
        within: { amount: 30, unit: 'days' },
      },
    ],
  },
  people: 318,
  messageable: 290,
  countedAt: MADE,
  templates: [],
  uses: [],
  locked: [],
  createdAt: MADE,
  changedAt: MADE,
  ...part,
});

export const preview = (part: Partial<SegmentPreview> = {}): SegmentPreview => ({
  people: 318,
  messageable: 290,
  sample: [
    { id: 1, name: 'Ayşe Kaya' },
    { id: 2, name: 'Can Demir' },
  ],
  warnings: [],
  countedAt: MADE,
  ...part,
});
