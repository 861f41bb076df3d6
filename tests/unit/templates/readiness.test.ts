import type { SlotBinding, TemplateSlot } from '../../../server/src/contracts/templates';
import {
  missingSlots,
  readiness,
  whyNotSendable,
} from '../../../server/src/templates/domain/sendable';

const slot = (key: string, kind: TemplateSlot['kind'] = 'text'): TemplateSlot => ({
  key,
  component: key.startsWith('button') ? 'button' : key.startsWith('header') ? 'header' : 'body',
  kind,
  name: '1',
  example: null,
});
const slots = [slot('header', 'image'), slot('body.1'), slot('button.0', 'url-suffix')];
const shape = { slots, unsupported: [] };
const approved = { status: 'APPROVED' as const, category: 'UTILITY' };
const text = (value: string, fallback: string | null = null): SlotBinding => ({
  source: { kind: 'text', text: value },
  fallback,
});
const file: SlotBinding = { source: { kind: 'media', fileId: 3 }, fallback: null };

describe('whether a template may go out', () => {
  it.each([
    'not-approved',
    'paused',
    'disabled',
    'missing',
    'unsupported-component',
    'api-only',
    'incomplete',
  ] as const)('says %s as a sentence, without the code', (reason) => {
    expect(whyNotSendable(reason)).toMatch(/^This template cannot be sent.*: .+\.$/);
    expect(whyNotSendable(reason)).not.toContain(`: ${reason}`);
  });

  it('[T-32] needs a value or a source for every variable, file and address', () => {
    const bindings = { header: file, 'body.1': text('x'), 'button.0': text('y') };
    expect(readiness(approved, shape, { bindings })).toEqual({ ok: true, reason: null });
    for (const key of Object.keys(bindings)) {
      const rest = Object.fromEntries(Object.entries(bindings).filter(([one]) => one !== key));
      expect(readiness(approved, shape, { bindings: rest })).toEqual({
        ok: false,
        reason: 'incomplete',
        missing: [key],
      });
      // A value that somebody typed stands for the source.
      expect(readiness(approved, shape, { bindings: rest, typed: { [key]: 'z' } }).ok).toBe(true);
      expect(readiness(approved, shape, { bindings: rest, typed: { [key]: '  ' } }).ok).toBe(false);
    }
  });

  it('[T-32] takes a blank fixed text for none, unless it has a fallback', () => {
    expect(missingSlots([slot('body.1')], { 'body.1': text('  ') })).toEqual(['body.1']);
    expect(missingSlots([slot('body.1')], { 'body.1': text('', 'friend') })).toEqual([]);
    expect(missingSlots([slot('constructor')], {})).toEqual(['constructor']);
  });

  it.each([
    ['PENDING', 'not-approved'],
    ['REJECTED', 'not-approved'],
    ['DRAFT', 'not-approved'],
    ['IN_APPEAL', 'not-approved'],
    ['OTHER', 'not-approved'],
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['MISSING', 'missing'],
  ] as const)('[T-35] refuses one that is %s, complete or not', (status, reason) => {
    const bindings = { header: file, 'body.1': text('x'), 'button.0': text('y') };
    for (const given of [bindings, {}])
      expect(readiness({ status, category: 'UTILITY' }, shape, { bindings: given })).toEqual({
        ok: false,
        reason,
      });
  });

  it('[T-32] refuses one with a part that cannot be filled', () => {
    expect(readiness(approved, { slots: [], unsupported: ['CAROUSEL'] }, { bindings: {} })).toEqual(
      {
        ok: false,
        reason: 'unsupported-component',
      }
    );
  });

  it('[T-32] lets a one-time code out by the API alone, and never from a saved source', () => {
    const code = { ...approved, category: 'AUTHENTICATION' };
    const asked = { slots: [slot('body.1', 'otp')], unsupported: [] };
    const typed = { 'body.1': '482913' };
    const refused = { ok: false, reason: 'api-only' };
    expect(readiness(code, asked, { bindings: {}, typed })).toEqual(refused);
    expect(readiness(approved, asked, { bindings: {}, typed })).toEqual(refused);
    expect(readiness(code, asked, { bindings: {}, typed, byApi: true }).ok).toBe(true);
    expect(readiness(code, asked, { bindings: {}, byApi: true })).toMatchObject({
      reason: 'incomplete',
      missing: ['body.1'],
    });
  });
});
