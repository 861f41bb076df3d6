import {
  byIndustry,
  filterLibrary,
  needsAddress,
  noFilter,
  sampleText,
  takenIn,
} from '../../../../admin/src/pages/Templates/library/library-model';
import { library } from '../../../../server/src/templates/library';

const keys = (change: Partial<typeof noFilter>) =>
  filterLibrary(library, { ...noFilter, ...change }).map(({ key }) => key);

describe('the library as it is searched', () => {
  it('[T-45] finds a text by words of either language, without accents and capitals', () => {
    expect(keys({ q: 'TAHLIL sonuc' })).toEqual(['lab_result_ready']);
    expect(keys({ q: 'gate' })).toContain('flight_status');
    expect(keys({ q: 'abandoned_cart' })).toEqual(['abandoned_cart']);
    expect(keys({ q: 'no such words' })).toEqual([]);
    expect(keys({})).toHaveLength(library.length);
  });

  it('[T-45] [T-49] narrows by industry, purpose and category', () => {
    expect(keys({ industry: 'travel' })).toHaveLength(7);
    expect(keys({ purpose: 'survey' })).toEqual(['feedback_survey']);
    expect(keys({ industry: 'retail', category: 'MARKETING' })).toEqual([
      'stock_alert',
      'price_drop',
    ]);
  });

  it('[T-45] stands by industry, in the order of the library', () => {
    const groups = byIndustry(library);
    expect(groups.map(([industry]) => industry)).toEqual([
      ...['retail', 'health', 'travel', 'services', 'every', 'marketing'],
    ]);
    expect(groups.flatMap(([, own]) => own)).toHaveLength(library.length);
  });

  it('reads a text with its examples', () => {
    expect(sampleText('Hi {{a}}, {{b}} and {{a}}', { a: '$&', b: 'Bo' })).toBe('Hi $&, Bo and $&');
  });

  it('[T-51] knows what is taken in one account, and in any', () => {
    const row = { key: 'tips', language: 'en', id: 1, wabaId: 'W1', status: 'DRAFT' } as const;
    expect(takenIn([row], { key: 'tips', wabaId: 'W2' })).toEqual([]);
    expect(takenIn([row], { key: 'tips', wabaId: 'W1' })).toEqual([row]);
    expect(takenIn([row], { key: 'tips', wabaId: null })).toEqual([row]);
    expect(takenIn([row], { key: 'lesson', wabaId: null })).toEqual([]);
  });

  it('says which texts need an address of the business', () => {
    const needs = (key: string) => library.filter((one) => one.key === key).map(needsAddress);
    expect(needs('dispatch_notice')).toEqual([true]);
    expect(needs('feedback_survey')).toEqual([false]);
  });
});
