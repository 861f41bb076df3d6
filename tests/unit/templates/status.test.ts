import fc from 'fast-check';
import { isSendable } from '../../../server/src/templates/domain/sendable';
import {
  languageOf,
  qualityOf,
  reasonOf,
  statusAfterEvent,
  statusOf,
} from '../../../server/src/templates/domain/status';
import { readTemplateChange } from '../../../server/src/templates/domain/meta-update';
import type { TemplateStatus } from '../../../server/src/contracts/templates';

describe('status words', () => {
  it.each([
    ['APPROVED', 'APPROVED'],
    ['PENDING', 'PENDING'],
    ['rejected', 'REJECTED'],
    ['PAUSED', 'PAUSED'],
    ['DISABLED', 'DISABLED'],
    ['PENDING_DELETION', 'MISSING'],
    ['LIMIT_EXCEEDED', 'OTHER'],
    ['ARCHIVED', 'OTHER'],
    ['constructor', 'OTHER'],
  ])('[T-13] reads %s as %s', (word, wanted) => {
    expect(statusOf(word)).toBe(wanted);
  });

  it('keeps the status of a template that is only flagged or locked', () => {
    expect(statusAfterEvent('FLAGGED')).toBeNull();
    expect(statusAfterEvent('LOCKED')).toBeNull();
    expect(statusAfterEvent('UNLOCKED')).toBeNull();
    expect(statusAfterEvent('REINSTATED')).toBe('APPROVED');
  });

  it('[T-24] writes a language one way', () => {
    expect(languageOf('en-US')).toBe('en_US');
    expect(languageOf('tr')).toBe('tr');
    expect(languageOf('zh-Hant-HK-abc')).toBe('zh_Hant_HK_a');
  });

  it.each([
    ['green', 'GREEN'],
    ['Yellow', 'YELLOW'],
    ['RED', 'RED'],
    ['PURPLE', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('reads the quality %p as %s', (score, wanted) => {
    expect(qualityOf(score)).toBe(wanted);
  });

  it('[T-17] takes NONE for no reason', () => {
    expect(reasonOf('NONE')).toBeNull();
    expect(reasonOf(null)).toBeNull();
    expect(reasonOf('INVALID_FORMAT')).toBe('INVALID_FORMAT');
  });
});

describe('isSendable', () => {
  it.each([
    ['APPROVED', null],
    ['PENDING', 'not-approved'],
    ['REJECTED', 'not-approved'],
    ['IN_APPEAL', 'not-approved'],
    ['DRAFT', 'not-approved'],
    ['OTHER', 'not-approved'],
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['MISSING', 'missing'],
  ] as [TemplateStatus, string | null][])('[T-15] [T-16] [T-35] of %s: %s', (status, reason) => {
    expect(isSendable({ status })).toEqual({ ok: reason === null, reason });
  });

  it('[T-32] refuses an approved template with a part that cannot be filled', () => {
    expect(isSendable({ status: 'APPROVED' }, ['CAROUSEL'])).toEqual({
      ok: false,
      reason: 'unsupported-component',
    });
  });
});

describe('readTemplateChange', () => {
  const who = {
    message_template_id: 1689556908129001,
    message_template_name: 'promo_1',
    message_template_language: 'en-US',
  };

  it('[T-13] takes a rejection with its explanation', () => {
    const change = readTemplateChange('template-status', {
      ...who,
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
      rejection_info: {
        reason: 'Parameters sit side by side.',
        recommendation: 'Put text between them.',
      },
    });
    expect(change).toMatchObject({
      metaId: '1689556908129001',
      name: 'promo_1',
      language: 'en_US',
    });
    expect(change?.columns).toEqual({
      status: 'REJECTED',
      statusText: 'REJECTED',
      rejectedReason: 'INVALID_FORMAT: Parameters sit side by side. Put text between them.',
    });
  });

  it('[T-13] forgets the reason when the template is approved', () => {
    const change = readTemplateChange('template-status', {
      ...who,
      event: 'APPROVED',
      reason: 'NONE',
    });
    expect(change?.columns).toEqual({
      status: 'APPROVED',
      statusText: 'APPROVED',
      rejectedReason: null,
    });
  });

  it('only announces a category that is still to come, and takes one that came', () => {
    const coming = {
      ...who,
      new_category: 'UTILITY',
      correct_category: 'MARKETING',
      category_update_timestamp: 1,
    };
    expect(readTemplateChange('template-category', coming)?.columns).toEqual({});
    const came = { ...who, previous_category: 'UTILITY', new_category: 'MARKETING' };
    expect(readTemplateChange('template-category', came)?.columns).toEqual({
      category: 'MARKETING',
      previousCategory: 'UTILITY',
    });
  });

  it('asks for a new reading when the components changed', () => {
    expect(readTemplateChange('template-components', who)).toMatchObject({
      reread: true,
      columns: {},
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (kind, value) => {
        readTemplateChange(kind, value);
        readTemplateChange(kind, {
          ...who,
          event: value,
          reason: value,
          new_category: value,
          rejection_info: value,
        });
      })
    );
    expect(readTemplateChange('template-status', {})).toBeNull();
  });
});
