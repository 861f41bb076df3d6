import {
  chooseTemplate,
  categoriesFor,
  draftBody,
  emptyForm,
  EVERYONE,
  firstOpenStep,
  formOf,
  offeredKinds,
  reachableSteps,
  settledForm,
  startBindings,
  stepOfField,
  stepProblems,
  stepStates,
  unboundSlots,
  wizardSteps,
  type WizardStep,
  type DraftForm,
  type StepContext,
} from '../../../../admin/src/pages/Campaigns/wizard-model';
import {
  except,
  MOST_EXCEPT,
  pickedChoice,
  reachesOf,
} from '../../../../admin/src/pages/Campaigns/people-choice';
import { changedSteps } from '../../../../admin/src/pages/Campaigns/draft-versions';
import { textPreview } from '../../../../admin/src/pages/Campaigns/text-variables';
import { unfitParts } from '../../../../admin/src/pages/Campaigns/unfit';
import type { PeopleChoice } from '../../../../server/src/contracts/audience';
import { fewOf, holdsNobody } from '../../../../admin/src/pages/Campaigns/wizard/trial-form';
import { firstFew } from '../../../../server/src/campaigns/domain/first-few';
import { testPlan, type CanaryPlan } from '../../../../server/src/contracts/campaign-trial';
import type { SlotBinding } from '../../../../server/src/contracts/templates';
import { campaign, contact, slot, template } from './builders';

const NOW = 1_800_000_000_000;
const firstName: SlotBinding = { source: { kind: 'contact', field: 'firstName' }, fallback: null };
const context = (part: Partial<StepContext> = {}): StepContext => ({
  accounts: [{ id: 1, status: 'connected' }],
  template: template(),
  file: null,
  unfit: [],
  now: NOW,
  ...part,
});
const vip: PeopleChoice = {
  kind: 'all',
  filter: { groups: { include: [2], exclude: [] } },
  except: [],
};
const full: DraftForm = {
  ...emptyForm,
  name: 'Spring',
  accountId: 1,
  templateId: 3,
  bindings: { 'body.1': firstName },
  choice: vip,
};
const keys = (...args: Parameters<typeof stepProblems>) => stepProblems(...args).map((p) => p.key);

describe('the steps of a new campaign', () => {
  it('[M-08] [M-09] [M-13] ask for channel, kind, message, audience, time, safety and check, in that order', () => {
    expect(wizardSteps).toEqual([
      'channel',
      'kind',
      'message',
      'people',
      'time',
      'safety',
      'check',
    ]);
    expect(offeredKinds).toEqual(expect.arrayContaining(['template', 'text']));
  });

  it('[M-02] asks for a name and a number first', () => {
    expect(keys('channel', emptyForm, context())).toEqual(['channel.name', 'channel.missing']);
    expect(keys('channel', { ...full, name: '  ' }, context())).toEqual(['channel.name']);
    expect(keys('channel', full, context())).toEqual([]);
  });

  it('[M-03] [T-35] does not go on with a template that may not be sent', () => {
    const paused = template({ status: 'PAUSED', sendable: { ok: false, reason: 'paused' } });
    expect(keys('message', { ...full, templateId: null }, context())).toEqual(['template.missing']);
    expect(keys('message', full, context({ template: paused }))).toEqual(['template.refused']);
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
    expect(stepProblems('message', { ...full, bindings: {} }, context())).toEqual([
      { field: 'body.1', key: 'variables.missing' },
    ]);
  });

  it.each(['image', 'video', 'document', 'location'] as const)(
    '[T-32] an empty header asks for its %s, not for where a value comes from',
    (kind) => {
      const header = template({
        slots: [slot({ key: 'header', component: 'header', kind, name: 'header' })],
      });
      const empty = { ...full, bindings: {} };
      expect(keys('message', empty, context({ template: header }))).toEqual([`variables.${kind}`]);
    }
  );

  it('[M-10] wants words for an ordinary message, and no template', () => {
    const text: DraftForm = { ...full, kind: 'text', templateId: null, text: ' ' };
    expect(keys('message', text, context({ template: null }))).toEqual(['message.text']);
    expect(keys('message', { ...text, text: 'Merhaba' }, context({ template: null }))).toEqual([]);
  });

  it('[M-13] takes a file in place of words, and words under it only where WhatsApp shows them', () => {
    const file = { id: 7, name: 'a.jpg', mime: 'image/jpeg', size: 1_000, url: '' };
    const sound = { ...file, mime: 'audio/mpeg' };
    const text: DraftForm = { ...full, kind: 'text', templateId: null, text: '', fileId: 7 };
    expect(keys('message', text, context({ file }))).toEqual([]);
    expect(keys('message', { ...text, text: 'Merhaba' }, context({ file }))).toEqual([]);
    expect(keys('message', text, context({ file: sound }))).toEqual([]);
    expect(keys('message', { ...text, text: 'Merhaba' }, context({ file: sound }))).toEqual([
      'message.no-caption',
    ]);
    expect(keys('message', { ...text, text: 'x'.repeat(1_025) }, context({ file }))).toEqual([
      'message.caption-too-long',
    ]);
    const large = { ...file, size: 6_000_000 };
    expect(keys('message', text, context({ file: large }))).toEqual(['message.file']);
    expect(stepOfField('fileId')).toBe('message');
    expect(draftBody(text, 'UTC')).toMatchObject({ text: null, fileId: 7 });
  });

  it('[M-21] takes nobody chosen as everyone, and picked contacts only when there are some', () => {
    expect(settledForm('people', { ...full, choice: null }).choice).toEqual(EVERYONE);
    expect(settledForm('people', full).choice).toEqual(vip);
    expect(settledForm('time', { ...full, choice: null }).choice).toBeNull();
    expect(keys('people', { ...full, choice: null }, context())).toEqual(['people.missing']);
    expect(keys('people', { ...full, choice: pickedChoice([]) }, context())).toEqual([
      'people.contacts',
    ]);
  });

  it('[M-24] excludes single contacts and includes them again, page after page, without losing the others', () => {
    const all = { kind: 'all' as const, filter: {}, except: [7] };
    const less = except(all, [1, 2], true);
    expect(less.except).toEqual([7, 1, 2]);
    expect(except(less, [7, 2], false).except).toEqual([1]);
    const many = Array.from({ length: MOST_EXCEPT + 5 }, (_, i) => i + 10);
    expect(except(all, many, true).except).toHaveLength(MOST_EXCEPT);
  });

  it('[M-14] refuses a time that has passed, at its field', () => {
    const at = (scheduledAt: number | null) =>
      stepProblems('time', { ...full, when: 'at', scheduledAt }, context());
    expect(at(null)).toEqual([{ field: 'scheduledAt', key: 'time.missing' }]);
    expect(at(NOW)).toEqual([{ field: 'scheduledAt', key: 'time.past' }]);
    expect(at(NOW + 60_000)).toEqual([]);
    expect(stepProblems('time', { ...full, when: 'now' }, context())).toEqual([]);
  });

  it('[M-15] continues an opened draft at its first open step and lets done steps be opened', () => {
    expect(firstOpenStep(emptyForm, context())).toBe('channel');
    expect(firstOpenStep({ ...full, choice: null }, context())).toBe('people');
    expect(firstOpenStep(full, context())).toBe('check');
    expect(reachableSteps({ ...full, choice: null }, context())).toEqual([
      'channel',
      'kind',
      'message',
      'people',
    ]);
  });

  it('[T-32] leads from what hinders the start to the step where it is mended', () => {
    expect(
      ['accountId', 'bindings', 'audience', 'localAt', 'staleAt', null].map(stepOfField)
    ).toEqual(['channel', 'message', 'people', 'time', 'safety', null]);
  });
});

describe('another number for a draft', () => {
  const test = testPlan.parse({ variants: [{ templateId: 8 }] });
  const tested: DraftForm = { ...full, trial: { ...full.trial, test } };
  type BotOffer = { id: number; accountId: number | null }[] | null;
  const offer = (templates: number[] | null, bots: BotOffer = null) => ({
    templates: templates?.map((id) => ({ id })) ?? null,
    bots,
  });

  it('[M-08] keeps a message that it can send, and names the templates that it cannot', () => {
    expect(unfitParts(tested, offer([3, 8]))).toEqual([]);
    expect(unfitParts(tested, offer([8]))).toEqual(['template']);
    expect(unfitParts(tested, offer([3]))).toEqual(['variants']);
    expect(unfitParts(tested, offer([]))).toEqual(['template', 'variants']);
    expect(unfitParts({ ...tested, kind: 'text' }, offer([]))).toEqual([]);
    // Not known yet, or no number chosen: nothing is said.
    expect(unfitParts(tested, offer(null))).toEqual([]);
    expect(unfitParts({ ...tested, accountId: null }, offer([]))).toEqual([]);
  });

  it('[M-08] [M-11] keeps a bot of any number, and names one of another', () => {
    const flow: DraftForm = { ...full, kind: 'flow', botId: 5, accountId: 2 };
    expect(unfitParts(flow, offer([], [{ id: 5, accountId: null }]))).toEqual([]);
    expect(unfitParts(flow, offer([], [{ id: 5, accountId: 2 }]))).toEqual([]);
    expect(unfitParts(flow, offer([], [{ id: 5, accountId: 1 }]))).toEqual(['bot']);
    expect(unfitParts(flow, offer([], null))).toEqual([]);
  });

  it('[M-08] opens the message again where it does not fit, and leaves every other step done', () => {
    const other = context({ template: null, unfit: ['template'] });
    expect(keys('message', full, other)).toEqual(['template.unfit']);
    expect(keys('message', tested, context({ unfit: ['variants'] }))).toEqual([
      'message.variant-unfit',
    ]);
    expect(
      keys('message', { ...full, kind: 'flow', botId: 5 }, context({ unfit: ['bot'] }))
    ).toEqual(['message.bot-unfit']);
    const states = (context: StepContext, ...seen: WizardStep[]) =>
      stepStates(full, context, new Set(seen));
    expect(states(other)).toEqual({ channel: 'done', kind: 'done', message: 'open' });
    for (const step of ['people', 'time', 'safety'] as const)
      expect(stepProblems(step, full, other)).toEqual([]);
    expect(states(context())).toMatchObject({ people: 'done', check: 'open' });
    // They begin with an answer: done is what somebody looked at.
    expect(states(context())).toMatchObject({ time: 'open', safety: 'open' });
    expect(states(context(), 'time')).toMatchObject({ time: 'done', safety: 'open' });
  });
});

describe('a test batch first', () => {
  const first = (count: number) => ({ people: { kind: 'first' as const, count }, goOn: null });

  it('[M-43] begins with at most half of those who get it, and warns where it would be all of them', () => {
    expect([null, 29, 1_000, 2, 1, 0].map(fewOf)).toEqual([50, 14, 50, 1, 1, 1]);
    expect([50, 29, 28].map((count) => holdsNobody(first(count), 29))).toEqual([true, true, false]);
    expect([null, 1].map((receivers) => holdsNobody(first(50), receivers))).toEqual([false, false]);
    const share = { people: { kind: 'share' as const, percent: 5 }, goOn: null };
    expect(holdsNobody(share, 2)).toBe(false);
  });

  it('[M-43] is counted before the start: exactly where a number was chosen', () => {
    const of = (canary: CanaryPlan | null, receivers: number) =>
      firstFew({ canary, test: null }, receivers);
    expect(of(null, 29)).toBeNull();
    expect(of(first(3), 29)).toEqual({ people: 3, waiting: 26, isExact: true });
    expect(of(first(50), 29)).toEqual({ people: 29, waiting: 0, isExact: true });
    const about = (people: CanaryPlan['people']) => of({ people, goOn: null }, 30);
    const some = { people: 2, waiting: 28, isExact: false };
    expect(about({ kind: 'share', percent: 5 })).toEqual(some);
    expect(about({ kind: 'people', contactIds: [1, 2] })).toEqual(some);
  });

  it('[M-43] of a campaign with a test is taken from its audience: the others wait for the result', () => {
    const test = testPlan.parse({ variants: [{ templateId: 8 }], sharePercent: 20 });
    const of = (canary: CanaryPlan) => firstFew({ canary, test }, 2_000);
    expect(of(first(500))).toEqual({ people: 400, waiting: 0, isExact: false });
    const share = { people: { kind: 'share' as const, percent: 5 }, goOn: null };
    expect(of(share)).toEqual({ people: 20, waiting: 380, isExact: false });
  });
});

describe('two versions of a draft', () => {
  it('[M-15] differ in the steps in which something else was chosen', () => {
    expect(changedSteps(full, full)).toEqual([]);
    // A new draft: only the name was chosen.
    const begun = { ...formOf(campaign()), accountId: null, templateId: null, choice: null };
    expect(changedSteps(emptyForm, begun)).toEqual(['channel']);
    expect(changedSteps(full, { ...full, choice: EVERYONE })).toEqual(['people']);
    expect(changedSteps(full, { ...full, name: 'Autumn', bindings: {} })).toEqual([
      'channel',
      'message',
    ]);
    expect(changedSteps(full, { ...full, kind: 'text' })).toEqual(['kind']);
    expect(changedSteps(full, { ...full, when: 'at', scheduledAt: NOW })).toEqual(['time']);
    expect(changedSteps(full, { ...full, pace: { count: 5, per: 'minute' } })).toEqual(['safety']);
    expect(changedSteps(full, { ...full, limitMode: 'first' })).toEqual(['check']);
    const holdout = { ...full.trial, holdoutPercent: 5 };
    expect(changedSteps(full, { ...full, trial: holdout })).toEqual(['safety']);
    const test = testPlan.parse({ variants: [{ templateId: 8 }] });
    expect(changedSteps(full, { ...full, trial: { ...full.trial, test } })).toEqual(['message']);
  });
});

describe('the draft that is saved', () => {
  it('[M-14] says the zone of a stated time and drops both for "now"', () => {
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

  it('[M-15] [M-24] comes back from the server as it was left, with who was excluded', () => {
    const audience = { ...vip, except: [4, 5] };
    const saved = campaign({
      kind: 'text',
      text: 'Merhaba {{first_name}}',
      audience,
      limitMode: 'first',
    });
    const form = formOf(saved);
    expect(form).toMatchObject({
      kind: 'text',
      text: 'Merhaba {{first_name}}',
      choice: audience,
      limitMode: 'first',
      uncertainPolicy: 'ask',
    });
    expect(draftBody(form, 'UTC')).toMatchObject({ audience, text: 'Merhaba {{first_name}}' });
    expect(draftBody({ ...form, choice: pickedChoice([]) }, 'UTC').audience).toBeNull();
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

  it('[M-51] offers the templates of a ready-made kind first', () => {
    expect(categoriesFor('information')[0]).toBe('UTILITY');
    expect(categoriesFor('newsletter')[0]).toBe('MARKETING');
    expect(categoriesFor(null)).toEqual([]);
  });
});

describe('whom the preview may name', () => {
  it('[M-17] is somebody whom the message reaches: neither blocked nor opted out, and with an address', () => {
    const asked = contact({ consent: { marketing: 'none', utility: 'out' } });
    expect(reachesOf(contact(), 'MARKETING')).toBe('yes');
    expect(reachesOf(asked, 'MARKETING')).toBe('unknown');
    expect(reachesOf(asked, 'UTILITY')).toBe('no');
    expect(reachesOf(asked, 'AUTHENTICATION')).toBe('yes');
    expect(reachesOf(contact({ blocked: true }), 'AUTHENTICATION')).toBe('no');
    expect(reachesOf(contact({ askedStopAt: NOW }), null)).toBe('no');
    expect(reachesOf(contact({ waId: null, phone: null }), 'MARKETING')).toBe('no');
  });
});

describe('an ordinary message on the phone beside it', () => {
  it('[M-17] shows the values of the contact, the fallback, or the gap', () => {
    const ayse = contact({ name: 'Ayşe Kaya', email: null });
    expect(textPreview('Merhaba {{first_name}}', ayse).text).toBe('Merhaba Ayşe');
    expect(textPreview('{{ email | yok }}', ayse).text).toBe('yok');
    expect(textPreview('{{email}} {{unknown}}', ayse).text).toBe('{{email}} {{unknown}}');
    expect(textPreview('{{constructor}}', ayse).text).toBe('{{constructor}}');
    expect(textPreview('{{first_name}}', null).text).toBe('{{first_name}}');
  });
});
