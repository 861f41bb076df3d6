import {
  comparedIds,
  figureRows,
  isComparable,
  peakOf,
  shadeOf,
  sumOf,
} from '../../../../admin/src/pages/Campaigns/figures';
import { campaign, counts } from './builders';
import { figures, heatDay, insights } from './insight-views';

describe('figures of campaigns', () => {
  it('finds the fullest hour, the first of equal ones, and none where nothing happened', () => {
    const { days, later } = insights();
    expect(peakOf(days, 'read')).toEqual({ date: '2026-11-20', hour: 19, count: 2000 });
    expect(peakOf([heatDay('2026-11-20', { 3: { read: 1 }, 5: { read: 1 } })], 'read')?.hour).toBe(
      3
    );
    expect(peakOf([heatDay('2026-11-20', {})], 'read')).toBeNull();
    expect(sumOf(days, later, 'read')).toBe(900 + 2000 + 271 + 3);
  });

  it('shades an hour by the fullest one; one contact is always seen', () => {
    expect([shadeOf(0, 1000), shadeOf(1, 1000), shadeOf(201, 1000), shadeOf(1000, 1000)]).toEqual([
      0, 1, 2, 5,
    ]);
    expect(shadeOf(0, 0)).toBe(0);
  });

  it('reads at most four different campaigns out of an address', () => {
    expect(comparedIds('3,7')).toEqual([3, 7]);
    expect(comparedIds('3,x,3,-1,,7,8,9,10')).toEqual([3, 7, 8, 9]);
    expect(comparedIds(null)).toEqual([]);
    expect(isComparable(campaign())).toBe(false);
  });

  it('sets numbers and rates side by side; clicks only of those with links', () => {
    const one = {
      campaign: campaign({ counts: counts({ total: 9, sent: 8 }) }),
      figures: figures(),
    };
    const two = { ...one, figures: figures({ hasLinks: false, clicked: 0 }) };
    const rows = figureRows([one, two]);
    expect(rows.find(({ key }) => key === 'total')).toEqual({
      key: 'total',
      numbers: [9, 9],
      rates: null,
    });
    expect(rows.find(({ key }) => key === 'clicked')?.numbers).toEqual([402, null]);
    expect(rows.find(({ key }) => key === 'link Autumn')?.numbers).toEqual([414, 414]);
    expect(rows.find(({ key }) => key === 'optedOut')?.rates).toEqual([0.0009, 0.0009]);
  });

  it('[A-15] has a line for each button and link of any campaign, empty where another has it not', () => {
    const shown = { campaign: campaign(), figures: figures() };
    const bare = { campaign: campaign(), figures: figures({ buttons: [], links: [] }) };
    const parts = figureRows([shown, bare]).filter(({ name }) => name !== undefined);
    expect(parts.map(({ key, numbers }) => [key, ...numbers])).toEqual([
      ['button Show me', 6, null],
      ['button Unsubscribe', 16, null],
      ['link Autumn', 414, null],
    ]);
    expect(figureRows([bare, bare]).some(({ name }) => name !== undefined)).toBe(false);
    expect(figureRows([shown, bare]).find(({ key }) => key === 'pressed')?.numbers).toEqual([
      5,
      null,
    ]);
  });

  it('[A-15] tells contacts who unsubscribed by a button apart from those who pressed', () => {
    const shown = { campaign: campaign(), figures: figures({ pressed: 20, unsubscribed: 16 }) };
    const rows = figureRows([shown, shown]).filter((row) => row.unsubscribed !== undefined);
    expect(rows.map(({ key, unsubscribed }) => [key, unsubscribed])).toEqual([
      ['pressed', [16, 16]],
    ]);
  });
});
