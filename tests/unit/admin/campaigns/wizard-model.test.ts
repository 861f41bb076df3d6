import {
  audienceOf,
  chooseAccount,
  chooseTemplate,
  draftBody,
  emptyForm,
  firstOpenStep,
  formOf,
  reachableSteps,
  startBindings,
  stepProblems,
  unboundSlots,
  type DraftForm,
  type StepContext,
} from '../../../../admin/src/pages/Campaigns/wizard-model';
import type { SlotBinding } from '../../../../server/src/contracts/templates';
import { campaign, slot, template } from './builders';

const NOW = 1_800_000_000_000;
const firstName: SlotBinding = { source: { kind: 'contact', field: 'firstName' }, fallback: null };
const context = (part: Partial<StepContext> = {}): StepContext => ({
  accounts: [{ id: 1, status: 'connected' }],
  template: template(),
  now: NOW,
  ...part,
});
const full: DraftForm = {
  ...emptyForm,
  name: 'Spring',
  accountId: 1,
  templateId: 3,
  bindings: { 'body.1': firstName },
  audienceKind: 'group',
  groupId: 2,
};
const keys = (...args: Parameters<typeof stepProblems>) => stepProblems(...args).map((p) => p.key);

describe('the steps of a new campaign', () => {
  it('[M-02] asks for a name and a number first', () => {
    expect(keys('number', emptyForm, context())).toEqual(['number.name', 'number.missing']);
    expect(keys('number', { ...full, name: '  ' }, context())).toEqual(['number.name']);
    expect(keys('number', full, context())).toEqual([]);
  });

  it('[M-03] [T-35] does not go on with a template that may not be sent', () => {
    const paused = template({ status: 'PAUSED', sendable: { ok: false, reason: 'paused' } });
    expect(keys('template', { ...full, templateId: null }, context())).toEqual([
      'template.missing',
    ]);
    expect(keys('template', full, context({ template: paused }))).toEqual(['template.refused']);
  });

  it('[T-32] does not go on while a variable has no source or an empty fixed text', () => {
    const two = template({
      slots: [
        slot(),
        slot({ key: 'button.0', component: 'button', kind: 'url-suffix', name: '1' }),
      ],
    });
    expect(unboundSlots(two, { 'body.1': firstName })).toEqual(['button.0']);
    const empty: SlotBinding = { source: { kind: 'text', text: '  ' }, fallback: null };
    expect(unboundSlots(two, { 'body.1': firstName, 'button.0': empty })).toEqual(['button.0']);
    expect(stepProblems('variables', { ...full, bindings: {} }, context())).toEqual([
      { field: 'body.1', key: 'variables.missing' },
    ]);
  });

  it('[M-04] wants a group, picked people or a deliberate "everyone"', () => {
    expect(keys('people', { ...full, audienceKind: null }, context())).toEqual(['people.missing']);
    expect(keys('people', { ...full, groupId: null }, context())).toEqual(['people.group']);
    expect(keys('people', { ...full, audienceKind: 'contacts' }, context())).toEqual([
      'people.contacts',
    ]);
    expect(keys('people', { ...full, audienceKind: 'everyone' }, context())).toEqual([]);
    expect(audienceOf({ ...full, audienceKind: null })).toBeNull();
  });

  it('[M-05] refuses a time that has passed, at its field', () => {
    const at = (scheduledAt: number | null) =>
      stepProblems('time', { ...full, when: 'at', scheduledAt }, context());
    expect(at(null)).toEqual([{ field: 'scheduledAt', key: 'time.missing' }]);
    expect(at(NOW)).toEqual([{ field: 'scheduledAt', key: 'time.past' }]);
    expect(at(NOW + 60_000)).toEqual([]);
    expect(stepProblems('time', { ...full, when: 'now' }, context())).toEqual([]);
  });

  it('continues an opened draft at its first open step and lets done steps be opened', () => {
    expect(firstOpenStep(emptyForm, context())).toBe('number');
    expect(firstOpenStep({ ...full, groupId: null }, context())).toBe('people');
    expect(firstOpenStep(full, context())).toBe('check');
    expect(reachableSteps({ ...full, groupId: null }, context())).toEqual([
      'number',
      'template',
      'variables',
      'people',
    ]);
  });
});

describe('the draft that is saved', () => {
  it('says the zone of a stated time and drops both for "now"', () => {
    expect(draftBody({ ...full, when: 'at', scheduledAt: NOW }, 'Europe/Istanbul')).toMatchObject({
      scheduledAt: NOW,
      timezone: 'Europe/Istanbul',
    });
    expect(draftBody({ ...full, when: 'now', scheduledAt: NOW }, 'Europe/Istanbul')).toMatchObject({
      scheduledAt: null,
      timezone: null,
    });
  });

  it('leaves an empty name out, so that the server keeps its own', () => {
    expect(draftBody({ ...full, name: ' ' }, 'UTC')).not.toHaveProperty('name');
  });

  it('comes back from the server as it was left', () => {
    const saved = campaign({ name: 'Spring', bindings: { 'body.1': firstName } });
    expect(formOf(saved)).toMatchObject({
      name: 'Spring',
      audienceKind: 'group',
      groupId: 2,
      contactIds: [],
      uncertainPolicy: 'ask',
    });
    expect(formOf(campaign({ audience: null })).audienceKind).toBeNull();
  });

  it('starts with the bindings saved at the template and drops those of another template', () => {
    const bound = template({ bindings: { 'body.1': firstName } });
    const own: SlotBinding = { source: { kind: 'text', text: 'x' }, fallback: null };
    expect(startBindings(bound, { 'header.1': own })).toEqual({ 'body.1': firstName });
    expect(startBindings(bound, { 'body.1': own })).toEqual({ 'body.1': own });
    expect(
      chooseTemplate({ ...full, bindings: { 'header.1': own } }, { ...bound, id: 4 })
    ).toMatchObject({
      templateId: 4,
      bindings: { 'body.1': firstName },
    });
  });

  it('forgets the template when another number is chosen', () => {
    expect(chooseAccount(full, 2)).toMatchObject({ accountId: 2, templateId: null, bindings: {} });
    expect(chooseAccount(full, 1)).toBe(full);
  });
});
