import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { isAbout } from '../../../shared/refusal';
import { useChosenFile } from '../../../shared/useChosenFile';
import { useT, type Translate } from '../../../shared/useT';
import { changedSteps } from '../draft-versions';
import { unfitParts } from '../unfit';
import {
  beginOf,
  emptyForm,
  firstOpenStep,
  formOf,
  reachableSteps,
  readyKindOf,
  settledForm,
  stepProblems,
  stepStates,
  wizardSteps,
  type DraftForm,
  type ReadyKind,
  type StepContext,
  type StepProblem,
  type WizardStep,
} from '../wizard-model';
import { useElsewhere } from './useElsewhere';
import { useSave, type Saving } from './useSave';
import { BY_STEP } from './useStepHeading';

const CAMPAIGNS = '/plugins/whatsapp/campaigns';

/** What the steps read besides the form. */
const useSources = (form: DraftForm) => {
  const accounts = useWhatsappListAccountsQuery();
  const templates = useWhatsappListTemplatesQuery(
    form.accountId === null ? {} : { accountId: form.accountId },
    { skip: form.accountId === null }
  );
  const bots = useWhatsappListBotsQuery({}, { skip: form.kind !== 'flow' });
  const template = templates.data?.templates.find((one) => one.id === form.templateId) ?? null;
  const chosen = useChosenFile(form.fileId ?? 0);
  // `data` still has those of the number before while those of this one are read.
  const offer = {
    templates: templates.currentData?.templates ?? null,
    bots: bots.data?.bots ?? null,
  };
  return { accounts, templates, template, chosen, offer };
};

/** The step in the address; a draft that is opened continues at its first open step. */
const useStep = (campaign: CampaignView | null, form: DraftForm, context: StepContext | null) => {
  const [params, setParams] = useSearchParams();
  const opened = useRef(campaign === null);
  const asked = wizardSteps.find((step) => step === params.get('step')) ?? null;
  // Judged once, when everything is read: later a change under way must not move the page by itself.
  useEffect(() => {
    if (opened.current || !context) return;
    opened.current = true;
    if (asked && reachableSteps(form, context).includes(asked)) return;
    setParams(
      (old) => {
        old.set('step', firstOpenStep(form, context));
        return old;
      },
      { replace: true }
    );
  }, [asked, context, form, setParams]);
  return campaign === null ? wizardSteps[0] : (asked ?? wizardSteps[0]);
};

/** Steps that were looked at, and those in which the opened draft has more than every draft begins with. */
const useSeen = (step: WizardStep, campaign: CampaignView | null): ReadonlySet<WizardStep> => {
  const [chosen] = useState(() => (campaign ? changedSteps(emptyForm, formOf(campaign)) : []));
  const seen = useRef(new Set<WizardStep>(chosen));
  return seen.current.add(step);
};

/** The ready-made beginning in the address (M-51); kept while the draft is new. */
const useReadyKind = () => readyKindOf(useSearchParams()[0].get('for'));

const neighbour = (step: WizardStep, by: 1 | -1): WizardStep =>
  wizardSteps[wizardSteps.indexOf(step) + by] ?? step;

const editAddress = (id: number, step: WizardStep, ready: ReadyKind | null): string =>
  `${CAMPAIGNS}/${id}/edit?step=${step}${ready ? `&for=${ready}` : ''}`;

/** Moving between the steps: forward only when the step is done and saved. */
const useMoves = (core: Core) => {
  const navigate = useNavigate();
  const [tried, setTried] = useState<WizardStep | null>(null);
  const { campaign, form, step, context, saving } = core;
  const go = (to: WizardStep, id = campaign?.id) =>
    navigate(id === undefined ? `?step=${to}` : editAddress(id, to, core.ready), {
      replace: campaign === null,
      state: BY_STEP,
    });
  const next = async () => {
    setTried(step);
    const settled = settledForm(step, form);
    if (stepProblems(step, settled, context).length > 0) return;
    core.settle(settled);
    const saved = await saving.save(settled);
    if (!saved) return;
    setTried(null);
    go(neighbour(step, 1), saved.id);
  };
  /** Keeps what is there, however incomplete; stays when that is refused (the reason stands in the header). */
  const leave = async () => {
    if (core.holds() && !(await saving.save(form))) return;
    navigate(CAMPAIGNS);
  };
  /** To any step that is open: forward only with what is here saved. */
  const jump = async (to: WizardStep) => {
    const isAhead = wizardSteps.indexOf(to) > wizardSteps.indexOf(step);
    if (isAhead && !saving.isKept(form) && !(await saving.save(form))) return;
    go(to);
  };
  const problems: StepProblem[] =
    tried === step ? stepProblems(step, settledForm(step, form), context) : [];
  return { go, jump, next, leave, problems, back: () => go(neighbour(step, -1)) };
};

type Core = {
  campaign: CampaignView | null;
  form: DraftForm;
  /** Leaving would lose something that was changed here: what a colleague saved meanwhile is no change of this form. */
  holds: () => boolean;
  step: WizardStep;
  context: StepContext;
  saving: Saving;
  settle: (form: DraftForm) => void;
  ready: ReadyKind | null;
};

/** The number that alone can send; null where there are more, or none. */
const onlyConnected = (accounts: readonly AccountView[] | undefined): AccountView | null => {
  const connected = (accounts ?? []).filter(({ status }) => status === 'connected');
  return connected.length === 1 ? (connected[0] ?? null) : null;
};

/** Where only one number can be chosen, it is. */
const useOnlyNumber = (
  only: AccountView | null,
  { form, setForm }: { form: DraftForm; setForm: (change: (form: DraftForm) => DraftForm) => void }
): void => {
  const id = only?.id ?? null;
  const isOpen = form.accountId === null;
  useEffect(() => {
    if (id !== null && isOpen) setForm((old) => ({ ...old, accountId: id }));
  }, [id, isOpen, setForm]);
};

/** What the steps know beside the form. */
const contextOf = (form: DraftForm, sources: ReturnType<typeof useSources>): StepContext => ({
  accounts: sources.accounts.data?.accounts ?? [],
  template: sources.template,
  file: sources.chosen.file,
  unfit: unfitParts(form, sources.offer),
  now: Date.now(),
});

/** The wizard's state: form, step in the address, saving at each step, problems of the step on screen. */
export const useWizard = (campaign: CampaignView | null) => {
  const ready = useReadyKind();
  const t = useT();
  const name = ready ? t(`campaigns.ready.${ready}.name`) : '';
  const [begun] = useState(() => ({ ...emptyForm, name, ...beginOf(ready, Date.now()) }));
  const [form, setForm] = useState<DraftForm>(campaign ? formOf(campaign) : begun);
  const sources = useSources(form);
  const only = onlyConnected(sources.accounts.data?.accounts);
  useOnlyNumber(only, { form, setForm });
  const saving = useSave(campaign, campaign ? formOf(campaign) : begun);
  const context = contextOf(form, sources);
  const read =
    form.accountId === null
      ? !sources.accounts.isLoading && only === null
      : sources.templates.data !== undefined;
  const step = useStep(campaign, form, read ? context : null);
  const seen = useSeen(step, campaign);
  /** That the only number is chosen is no change that somebody made. */
  const filled = (one: DraftForm) => ({ ...one, accountId: one.accountId ?? only?.id ?? null });
  const holds = () => !saving.isKept(form, filled);
  const elsewhere = useElsewhere({ campaign, step, saving, hasTyped: holds(), setForm });
  const core: Core = {
    campaign,
    form,
    holds,
    step,
    context,
    saving,
    settle: setForm,
    ready,
  };
  return {
    ...core,
    ...useMoves(core),
    change: (part: Partial<DraftForm>) => setForm((old) => ({ ...old, ...part })),
    setForm,
    sources,
    elsewhere,
    /** Of a new draft nothing is done yet, whatever its steps begin with. */
    ahead: campaign ? stepStates(form, context, seen) : {},
  };
};
export type Wizard = ReturnType<typeof useWizard>;

/** Words of the problem at one field, of the step's own check or of the server's refusal. */
export const problemAt = (wizard: Wizard, field: string, t: Translate): string | false => {
  const own = wizard.problems.find((p) => p.field === field);
  if (own) return t(`campaigns.problem.${own.key}`);
  const { refused } = wizard.saving;
  return isAbout(refused, field) ? refused.message : false;
};
