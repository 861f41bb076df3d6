import type {
  Audience,
  CampaignDraftBody,
  CampaignView,
} from '../../../../server/src/contracts/campaigns';
import type { AccountView } from '../../../../server/src/contracts/accounts';
import type { SlotBindings, TemplateView } from '../../../../server/src/contracts/templates';

export const wizardSteps = ['number', 'template', 'variables', 'people', 'time', 'check'] as const;
export type WizardStep = (typeof wizardSteps)[number];

/** What the wizard holds while it is filled; `audience: null` with `audienceKind` set is "not chosen yet". */
export type DraftForm = {
  name: string;
  accountId: number | null;
  templateId: number | null;
  bindings: SlotBindings;
  audienceKind: Audience['kind'] | null;
  groupId: number | null;
  contactIds: number[];
  when: 'now' | 'at';
  scheduledAt: number | null;
  uncertainPolicy: 'ask' | 'resend-if-silent';
};

export const emptyForm: DraftForm = {
  name: '',
  accountId: null,
  templateId: null,
  bindings: {},
  audienceKind: null,
  groupId: null,
  contactIds: [],
  when: 'now',
  scheduledAt: null,
  uncertainPolicy: 'ask',
};

export const formOf = (c: CampaignView): DraftForm => ({
  name: c.name,
  accountId: c.accountId,
  templateId: c.templateId,
  bindings: c.bindings,
  audienceKind: c.audience?.kind ?? null,
  groupId: c.audience?.kind === 'group' ? c.audience.groupId : null,
  contactIds: c.audience?.kind === 'contacts' ? c.audience.contactIds : [],
  when: c.when,
  scheduledAt: c.scheduledAt,
  uncertainPolicy: c.uncertainPolicy,
});

export const audienceOf = (form: DraftForm): Audience | null => {
  if (form.audienceKind === 'everyone') return { kind: 'everyone' };
  if (form.audienceKind === 'group' && form.groupId !== null) {
    return { kind: 'group', groupId: form.groupId };
  }
  if (form.audienceKind === 'contacts' && form.contactIds.length > 0) {
    return { kind: 'contacts', contactIds: form.contactIds };
  }
  return null;
};

/** The whole draft; the name is left out while it is empty, so that the server keeps its own. */
export const draftBody = (form: DraftForm, zone: string): CampaignDraftBody => ({
  ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
  accountId: form.accountId,
  templateId: form.templateId,
  bindings: form.bindings,
  audience: audienceOf(form),
  when: form.when,
  scheduledAt: form.when === 'at' ? form.scheduledAt : null,
  timezone: form.when === 'at' ? zone : null,
  uncertainPolicy: form.uncertainPolicy,
});

/** Slots of a template that this draft leaves without a source, or with an empty fixed text. */
export const unboundSlots = (template: TemplateView, bindings: SlotBindings): string[] =>
  template.slots
    .filter((slot) => {
      const source = bindings[slot.key]?.source;
      return !source || (source.kind === 'text' && source.text.trim() === '');
    })
    .map((slot) => slot.key);

/** The template's own bindings under those of the campaign; slots of other templates fall away. */
export const startBindings = (template: TemplateView, own: SlotBindings): SlotBindings =>
  Object.fromEntries(
    template.slots.flatMap((slot) => {
      const binding = own[slot.key] ?? template.bindings[slot.key];
      return binding ? [[slot.key, binding] as const] : [];
    })
  );

/** A problem of one step: `field` is where it is shown, `key` names the words. */
export type StepProblem = { field: string; key: string };

export type StepContext = {
  accounts: Pick<AccountView, 'id' | 'status'>[];
  template: TemplateView | null;
  /** Epoch ms. */
  now: number;
};

const templateProblems = (form: DraftForm, { template }: StepContext): StepProblem[] => {
  if (form.templateId === null) return [{ field: 'templateId', key: 'template.missing' }];
  if (template && !template.sendable.ok) return [{ field: 'templateId', key: 'template.refused' }];
  return [];
};

const peopleProblems = (form: DraftForm): StepProblem[] => {
  if (form.audienceKind === null) return [{ field: 'audience', key: 'people.missing' }];
  if (form.audienceKind === 'group' && form.groupId === null) {
    return [{ field: 'groupId', key: 'people.group' }];
  }
  if (form.audienceKind === 'contacts' && form.contactIds.length === 0) {
    return [{ field: 'contactIds', key: 'people.contacts' }];
  }
  return [];
};

const timeProblems = (form: DraftForm, { now }: StepContext): StepProblem[] => {
  if (form.when === 'now') return [];
  if (form.scheduledAt === null) return [{ field: 'scheduledAt', key: 'time.missing' }];
  return form.scheduledAt <= now ? [{ field: 'scheduledAt', key: 'time.past' }] : [];
};

/** What keeps a step from being done; empty = done. `check` has its own bill and no fields. */
export const stepProblems = (
  step: WizardStep,
  form: DraftForm,
  context: StepContext
): StepProblem[] => {
  switch (step) {
    case 'number': {
      const problems: StepProblem[] = [];
      if (form.name.trim() === '') problems.push({ field: 'name', key: 'number.name' });
      if (form.accountId === null) problems.push({ field: 'accountId', key: 'number.missing' });
      return problems;
    }
    case 'template':
      return templateProblems(form, context);
    case 'variables':
      return context.template
        ? unboundSlots(context.template, form.bindings).map((key) => ({
            field: key,
            key: 'variables.missing',
          }))
        : [];
    case 'people':
      return peopleProblems(form);
    case 'time':
      return timeProblems(form, context);
    case 'check':
      return [];
  }
};

/** The first step that is not done: where an opened draft continues. */
export const firstOpenStep = (form: DraftForm, context: StepContext): WizardStep =>
  wizardSteps.find((step) => stepProblems(step, form, context).length > 0) ?? 'check';

/** Steps that may be opened: all done ones and the first open one. */
export const reachableSteps = (form: DraftForm, context: StepContext): WizardStep[] =>
  wizardSteps.slice(0, wizardSteps.indexOf(firstOpenStep(form, context)) + 1);

/** Choosing another number empties what hangs on it: templates belong to a business account. */
export const chooseAccount = (form: DraftForm, accountId: number): DraftForm =>
  form.accountId === accountId ? form : { ...form, accountId, templateId: null, bindings: {} };

export const chooseTemplate = (form: DraftForm, template: TemplateView): DraftForm =>
  form.templateId === template.id
    ? form
    : { ...form, templateId: template.id, bindings: startBindings(template, {}) };
