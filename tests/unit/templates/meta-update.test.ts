import { readTemplateChange } from '../../../server/src/templates/domain/meta-update';

const who = { message_template_id: 42, message_template_name: 'promo_1' };
const effect = (kind: string, value: object) => {
  const change = readTemplateChange(kind, { ...who, ...value });
  return change && { columns: change.columns, reread: change.reread, text: change.text };
};
const nothing = { columns: {}, reread: false, text: null };

describe('which template a change is about', () => {
  it('is known by the id alone', () => {
    expect(readTemplateChange('template-components', { message_template_id: 42 })).toEqual({
      metaId: '42',
      name: null,
      language: null,
      columns: {},
      reread: true,
      text: 'changed at Meta',
      reason: null,
      said: null,
    });
  });

  it('is known by the name alone', () => {
    expect(
      readTemplateChange('template-components', { message_template_name: 'promo_1' })
    ).toMatchObject({ metaId: null, name: 'promo_1' });
  });
});

describe('a change of the quality', () => {
  it('moves only the quality and says so', () => {
    expect(effect('template-quality', { new_quality_score: 'yellow' })).toEqual({
      columns: { quality: 'YELLOW' },
      reread: false,
      text: 'quality is YELLOW',
    });
  });
});

describe('a change of the status', () => {
  it.each(['template-unheard-of', ''])('is not read out of the kind "%s"', (kind) => {
    expect(effect(kind, { event: 'APPROVED' })).toEqual(nothing);
  });

  it.each([undefined, null, ''])('needs an event, which %p is not', (event) => {
    expect(effect('template-status', { event })).toEqual(nothing);
  });

  it('[T-13] is shown with its reason and the advice', () => {
    const rejection_info = { reason: 'Too vague.', recommendation: 'Say more.' };
    const told = effect('template-status', { event: 'rejected', reason: 'SPAM', rejection_info });
    expect(told).toEqual({
      columns: {
        status: 'REJECTED',
        statusText: 'REJECTED',
        rejectedReason: 'SPAM: Too vague. Say more.',
      },
      reread: false,
      text: 'REJECTED SPAM: Too vague. Say more.',
    });
  });

  it.each([
    [{ reason: 'Too vague.' }, 'Too vague.'],
    [{ recommendation: 'Say more.' }, 'Say more.'],
  ])('[T-13] writes %j as the reason, with nothing around it', (rejection_info, wanted) => {
    const told = effect('template-status', { event: 'REJECTED', reason: 'NONE', rejection_info });
    expect(told?.columns.rejectedReason).toBe(wanted);
    expect(told?.text).toBe(`REJECTED ${wanted}`);
  });

  it('[T-13] leaves the reason empty when Meta gives none', () => {
    const told = effect('template-status', { event: 'REJECTED', reason: 'NONE' });
    expect(told?.columns.rejectedReason).toBeNull();
    expect(told?.text).toBe('REJECTED');
  });

  it('keeps no reason of rejection for a template that is only paused', () => {
    expect(effect('template-status', { event: 'PAUSED', reason: 'LOW_QUALITY' })).toEqual({
      columns: { status: 'PAUSED', statusText: 'PAUSED', rejectedReason: null },
      reread: false,
      text: 'PAUSED LOW_QUALITY',
    });
  });

  it('changes no column for a warning, and still tells it', () => {
    expect(effect('template-status', { event: 'FLAGGED' })).toEqual({
      columns: {},
      reread: false,
      text: 'FLAGGED',
    });
  });
});

describe('a change of the category', () => {
  it('is announced and moves nothing while it is still to come', () => {
    const coming = { new_category: 'UTILITY', correct_category: 'MARKETING' };
    expect(effect('template-category', coming)).toEqual({
      columns: {},
      reread: false,
      text: 'Meta will change the category to MARKETING',
    });
  });

  it('is taken when it came, with where it came from', () => {
    const came = {
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
      correct_category: 'MARKETING',
    };
    expect(effect('template-category', came)).toEqual({
      columns: { category: 'MARKETING', previousCategory: 'UTILITY' },
      reread: false,
      text: 'category changed from UTILITY to MARKETING',
    });
  });

  it('is taken also without a word about the category before', () => {
    expect(effect('template-category', { new_category: 'MARKETING' })).toEqual({
      columns: { category: 'MARKETING' },
      reread: false,
      text: 'category changed from ? to MARKETING',
    });
  });

  it('[T-20] [T-21] says when it takes effect, where Meta does', () => {
    const soon = readTemplateChange('template-category', {
      ...who,
      correct_category: 'MARKETING',
      category_update_timestamp: 1_763_700_000,
    });
    expect(soon?.said).toEqual({
      kind: 'category-coming',
      to: 'MARKETING',
      effectiveAt: 1_763_700_000_000,
    });
    const came = { ...who, previous_category: 'UTILITY', new_category: 'MARKETING' };
    const dated = { ...came, category_update_timestamp: '1763700000' };
    expect(readTemplateChange('template-category', dated)?.effectiveAt).toBe(1_763_700_000_000);
    expect(readTemplateChange('template-category', came)).not.toHaveProperty('effectiveAt');
  });

  it('is nothing without a new category', () => {
    expect(effect('template-category', { previous_category: 'UTILITY' })).toEqual(nothing);
  });

  it('is cut to what the columns hold', () => {
    const long = 'X'.repeat(40);
    const came = { previous_category: long, new_category: long };
    expect(effect('template-category', came)?.columns).toEqual({
      category: 'X'.repeat(24),
      previousCategory: 'X'.repeat(24),
    });
  });
});
