import {
  CAPTION_MAX,
  kindOfMime,
  takesCaption,
} from '../../../../server/src/contracts/media-rules';
import { fileProblem } from '../../shared/file-problem';
import type { FieldFile } from '../../shared/LibraryFileField';
import { TEXT_MAX } from './text-variables';
import {
  emptyTime,
  safetyProblems,
  SILENT_DAYS,
  silentFor,
  timeBody,
  timeOf,
  timeProblems,
  type TimeForm,
} from './time-model';
import type { Unfit } from './unfit';
import { CAMPAIGN_TEMPLATES } from '../../../../server/src/contracts/template-library';
import type { PeopleChoice } from '../../../../server/src/contracts/audience';
import type {
  CampaignDraftBody,
  CampaignKind,
  CampaignView,
} from '../../../../server/src/contracts/campaigns';
import type { TrialPlan } from '../../../../server/src/contracts/campaign-trial';
import type { AccountView } from '../../../../server/src/contracts/accounts';
import type {
  SlotBindings,
  TemplateSlot,
  TemplateView,
} from '../../../../server/src/contracts/templates';
import type { KeyEnd } from '../../translations/key';

export const wizardSteps = [
  'channel',
  'kind',
  'message',
  'people',
  'time',
  'safety',
  'check',
] as const;
export type WizardStep = (typeof wizardSteps)[number];

/** What the wizard holds while it is filled; `choice: null` = the people were not asked about yet. */
export type DraftForm = {
  name: string;
  accountId: number | null;
  kind: CampaignKind;
  templateId: number | null;
  bindings: SlotBindings;
  /** Each contact gets the template in their language. */
  byLanguage: boolean;
  text: string;
  /** A file of the media library that an ordinary message carries. */
  fileId: number | null;
  botId: number | null;
  choice: PeopleChoice | null;
  limitMode: 'spread' | 'first';
  uncertainPolicy: 'ask' | 'resend-if-silent';
  /** Test batch, guard rails, variants, hold-out. */
  trial: TrialPlan;
} & TimeForm;

export const emptyForm: DraftForm = {
  name: '',
  accountId: null,
  kind: 'template',
  templateId: null,
  bindings: {},
  byLanguage: false,
  text: '',
  fileId: null,
  botId: null,
  choice: null,
  limitMode: 'spread',
  ...emptyTime,
  uncertainPolicy: 'ask',
  trial: {
    canary: null,
    guards: { failedPercent: 20, optOutPercent: 3, least: 50 },
    test: null,
    holdoutPercent: 0,
  },
};

/** Nobody chosen means everyone (M-21): said aloud on the page and typed at the start. */
export const EVERYONE: PeopleChoice = { kind: 'all', filter: {}, except: [] };

export const formOf = (c: CampaignView): DraftForm => ({
  name: c.name,
  accountId: c.accountId,
  kind: c.kind,
  templateId: c.templateId,
  bindings: c.bindings,
  byLanguage: c.byLanguage,
  text: c.text ?? '',
  fileId: c.fileId,
  botId: c.botId,
  choice: c.audience,
  limitMode: c.limitMode,
  ...timeOf(c),
  uncertainPolicy: c.uncertainPolicy,
  trial: c.trial,
});

/** A group of testers without anybody is not said yet; a chain of a bot has no variants. */
const sentTrial = ({ kind, trial }: DraftForm): TrialPlan => ({
  ...trial,
  canary: hasTesters(trial) ? trial.canary : null,
  test: kind === 'flow' ? null : trial.test,
});

const hasTesters = ({ canary }: TrialPlan): boolean =>
  canary?.people.kind !== 'people' || canary.people.contactIds.length > 0;

/** The whole draft; the name is left out while it is empty, so that the server keeps its own. */
export const draftBody = (form: DraftForm, zone: string): CampaignDraftBody => ({
  ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
  accountId: form.accountId,
  kind: form.kind,
  templateId: form.templateId,
  bindings: form.bindings,
  byLanguage: form.byLanguage,
  text: form.text.trim() === '' ? null : form.text,
  fileId: form.fileId,
  botId: form.botId,
  audience:
    form.choice?.kind === 'picked' && form.choice.contactIds.length === 0 ? null : form.choice,
  limitMode: form.limitMode,
  ...timeBody(form, zone),
  uncertainPolicy: form.uncertainPolicy,
  trial: sentTrial(form),
});

/** Slots of a template that this draft leaves without a source, or with an empty fixed text. */
export const unboundSlots = (template: TemplateView, bindings: SlotBindings): string[] =>
  template.slots
    .filter((slot) => {
      const binding = bindings[slot.key];
      if (!binding) return true;
      const { source, fallback } = binding;
      return source.kind === 'text' && source.text.trim() === '' && !fallback?.trim();
    })
    .map((slot) => slot.key);

/** What is missing in an empty slot, by the name of its words. */
const lackOf = ({ kind }: TemplateSlot) =>
  kind === 'image' || kind === 'video' || kind === 'document' || kind === 'location'
    ? kind
    : 'missing';

/** The template's own bindings under those of the campaign; slots of other templates fall away. */
export const startBindings = (template: TemplateView, own: SlotBindings): SlotBindings =>
  Object.fromEntries(
    template.slots.flatMap((slot) => {
      const binding = own[slot.key] ?? template.bindings[slot.key];
      return binding ? [[slot.key, binding] as const] : [];
    })
  );

/** A problem of one step: `field` is where it is shown, `key` names the words. */
export type StepProblem = { field: string; key: KeyEnd<'campaigns.problem.'> };

export type StepContext = {
  accounts: Pick<AccountView, 'id' | 'status'>[];
  template: TemplateView | null;
  /** The chosen file; null while it is unknown or gone. */
  file: FieldFile | null;
  /** What of the message the chosen number cannot send. */
  unfit: readonly Unfit[];
  /** Epoch ms. */
  now: number;
};

const channelProblems = (form: DraftForm): StepProblem[] => [
  ...(form.name.trim() === '' ? [{ field: 'name', key: 'channel.name' as const }] : []),
  ...(form.accountId === null ? [{ field: 'accountId', key: 'channel.missing' as const }] : []),
];

/** Most characters of an ordinary message: fewer under a file. */
export const textLimit = ({ fileId }: Pick<DraftForm, 'fileId'>): number =>
  fileId === null ? TEXT_MAX : CAPTION_MAX;

const textProblems = ({ text, fileId }: DraftForm, file: StepContext['file']): StepProblem[] => {
  const isEmpty = text.trim() === '';
  if (isEmpty && fileId === null) return [{ field: 'text', key: 'message.text' }];
  const kind = file && kindOfMime(file.mime);
  if (kind && !isEmpty && !takesCaption(kind))
    return [{ field: 'text', key: 'message.no-caption' }];
  return text.length > textLimit({ fileId })
    ? [{ field: 'text', key: 'message.caption-too-long' }]
    : [];
};

const messageProblems = (
  form: DraftForm,
  { template, file, unfit }: StepContext
): StepProblem[] => {
  if (form.kind === 'text')
    return file && fileProblem(file)
      ? [{ field: 'fileId', key: 'message.file' }]
      : textProblems(form, file);
  if (form.kind === 'flow') {
    if (unfit.includes('bot')) return [{ field: 'botId', key: 'message.bot-unfit' }];
    return form.botId === null ? [{ field: 'botId', key: 'message.bot' }] : [];
  }
  if (form.templateId === null) return [{ field: 'templateId', key: 'template.missing' }];
  if (unfit.includes('template')) return [{ field: 'templateId', key: 'template.unfit' }];
  if (!template) return [];
  if (!template.sendable.ok) return [{ field: 'templateId', key: 'template.refused' }];
  const unbound = unboundSlots(template, form.bindings);
  return template.slots
    .filter(({ key }) => unbound.includes(key))
    .map((slot) => ({ field: slot.key, key: `variables.${lackOf(slot)}` as const }));
};

const peopleProblems = ({ choice }: DraftForm): StepProblem[] => {
  if (choice === null) return [{ field: 'audience', key: 'people.missing' }];
  return choice.kind === 'picked' && choice.contactIds.length === 0
    ? [{ field: 'contactIds', key: 'people.contacts' }]
    : [];
};

const trialProblems = ({ trial }: DraftForm): StepProblem[] =>
  hasTesters(trial) ? [] : [{ field: 'canary', key: 'safety.testers' }];

const lacksWords = (form: DraftForm): boolean =>
  (form.trial.test?.variants ?? []).some(({ templateId, text }) =>
    form.kind === 'text' ? !text?.trim() && form.fileId === null : templateId === null
  );

/** Every message of a test is chosen or written. */
const variantProblems = (form: DraftForm, { unfit }: StepContext): StepProblem[] => {
  if (unfit.includes('variants')) return [{ field: 'variants', key: 'message.variant-unfit' }];
  return form.kind !== 'flow' && lacksWords(form)
    ? [{ field: 'variants', key: 'message.variant' }]
    : [];
};

/** What keeps a step from being done; empty = done. `check` has its own bill and no fields. */
export const stepProblems = (
  step: WizardStep,
  form: DraftForm,
  context: StepContext
): StepProblem[] => {
  switch (step) {
    case 'channel':
      return channelProblems(form);
    case 'message':
      return [...messageProblems(form, context), ...variantProblems(form, context)];
    case 'people':
      return peopleProblems(form);
    case 'time':
      return timeProblems(form, context.now);
    case 'safety':
      return [...safetyProblems(form, context.now), ...trialProblems(form)];
    default:
      return [];
  }
};

/** Steps with defaults: a draft may be sent without changing them. */
const BEGUN_STEPS: readonly WizardStep[] = ['time', 'safety'];

/** The first step that is not done: where an opened draft continues. */
export const firstOpenStep = (form: DraftForm, context: StepContext): WizardStep =>
  wizardSteps.find((step) => stepProblems(step, form, context).length > 0) ?? 'check';

/** Steps that may be opened: all done ones and the first open one. */
export const reachableSteps = (form: DraftForm, context: StepContext): WizardStep[] =>
  wizardSteps.slice(0, wizardSteps.indexOf(firstOpenStep(form, context)) + 1);

/**
 * How the steps stand that may be gone to: what was done before stays done while it still fits. A step that nobody looked at
 * and that only has what drafts begin with is open.
 */
export const stepStates = (
  form: DraftForm,
  context: StepContext,
  seen: ReadonlySet<WizardStep>
): Partial<Record<WizardStep, 'done' | 'open'>> => {
  const open = firstOpenStep(form, context);
  const isDone = (step: WizardStep) =>
    step !== open && (seen.has(step) || !BEGUN_STEPS.includes(step));
  return Object.fromEntries(
    reachableSteps(form, context).map((step) => [step, isDone(step) ? 'done' : 'open'])
  );
};

/** What a step decides by itself when it is left without a word: nobody chosen is everyone. */
export const settledForm = (step: WizardStep, form: DraftForm): DraftForm =>
  step === 'people' && form.choice === null ? { ...form, choice: EVERYONE } : form;

export const chooseTemplate = (form: DraftForm, template: TemplateView): DraftForm =>
  form.templateId === template.id
    ? form
    : { ...form, templateId: template.id, bindings: startBindings(template, {}) };

/** The step in which a field of a draft is chosen. */
export const stepOfField = (field: string | null): WizardStep | null => {
  switch (field) {
    case 'name':
    case 'accountId':
      return 'channel';
    case 'kind':
      return 'kind';
    case 'templateId':
    case 'byLanguage':
    case 'bindings':
    case 'text':
    case 'fileId':
    case 'botId':
    case 'variants':
      return 'message';
    case 'audience':
      return 'people';
    case 'when':
    case 'scheduledAt':
    case 'localAt':
    case 'ifPast':
    case 'timezone':
    case 'repeatRule':
      return 'time';
    case 'trial':
    case 'staleAt':
    case 'staleAfterHours':
    case 'pace':
    case 'uncertainPolicy':
      return 'safety';
    case 'limitMode':
      return 'check';
    default:
      return null;
  }
};

/** Ready-made beginnings (M-51): a name to start from; the templates of the kind are offered first. */
export const readyKinds = [
  'announcement',
  'information',
  'event',
  'newsletter',
  'winback',
] as const;
export type ReadyKind = (typeof readyKinds)[number];
export const readyKindOf = (text: string | null): ReadyKind | null =>
  readyKinds.find((kind) => kind === text) ?? null;

/** The ready texts of a kind; of an event the invitation and its reminder. */
export const libraryKeysFor = (kind: ReadyKind | null): readonly string[] =>
  kind === null ? [] : CAMPAIGN_TEMPLATES[kind];

/** Categories whose templates fit a kind, best first. */
export const categoriesFor = (kind: ReadyKind | null): readonly string[] => {
  if (kind === null) return [];
  return kind === 'information' ? ['UTILITY', 'MARKETING'] : ['MARKETING', 'UTILITY'];
};

/** What a ready kind decides beside the name. */
export const beginOf = (kind: ReadyKind | null, now: number): Partial<DraftForm> =>
  kind === 'winback' ? { choice: silentFor(SILENT_DAYS, now) } : {};

/** Kinds that the wizard offers (M-09); the number's channel supports all of them. */
export const offeredKinds: readonly CampaignKind[] = ['template', 'text', 'flow'];
