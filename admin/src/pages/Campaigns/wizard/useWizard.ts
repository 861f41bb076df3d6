import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import {
  useWhatsappCreateCampaignMutation,
  useWhatsappUpdateCampaignMutation,
} from '../../../api/campaigns';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { useChosenFile } from '../../../shared/useChosenFile';
import { viewerZone } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import {
  beginOf,
  chooseAccount,
  draftBody,
  emptyForm,
  firstOpenStep,
  formOf,
  reachableSteps,
  readyKindOf,
  settledForm,
  stepProblems,
  wizardSteps,
  type DraftForm,
  type ReadyKind,
  type StepContext,
  type StepProblem,
  type WizardStep,
} from '../wizard-model';

const CAMPAIGNS = '/plugins/whatsapp/campaigns';

/** What the steps read besides the form. */
const useSources = (form: DraftForm) => {
  const accounts = useWhatsappListAccountsQuery();
  const templates = useWhatsappListTemplatesQuery(
    form.accountId === null ? {} : { accountId: form.accountId },
    { skip: form.accountId === null }
  );
  const template = templates.data?.templates.find((one) => one.id === form.templateId) ?? null;
  const chosen = useChosenFile(form.fileId ?? 0);
  return { accounts, templates, template, chosen };
};

const same = (a: DraftForm, b: DraftForm): boolean => JSON.stringify(a) === JSON.stringify(b);

const useSave = (campaign: CampaignView | null, first: DraftForm) => {
  const explain = useApiError();
  const [create, creating] = useWhatsappCreateCampaignMutation();
  const [update, updating] = useWhatsappUpdateCampaignMutation();
  const [refused, setRefused] = useState<ShownError | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  /** The last form that the server took; null once there is nothing left to keep. */
  const kept = useRef<DraftForm | null>(first);
  /** The saved campaign, or null when the server refused (shown by `refused`). */
  const save = async (form: DraftForm): Promise<CampaignView | null> => {
    setRefused(null);
    try {
      const body = draftBody(form, viewerZone());
      const saved = campaign
        ? await update({ id: campaign.id, body }).unwrap()
        : await create(body).unwrap();
      setSavedAt(Date.now());
      kept.current = form;
      return saved;
    } catch (error) {
      setRefused(explain(error));
      return null;
    }
  };
  return {
    save,
    refused,
    savedAt,
    isSaving: creating.isLoading || updating.isLoading,
    isKept: (form: DraftForm) => kept.current === null || same(form, kept.current),
    giveUp: () => {
      kept.current = null;
    },
  };
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
  const problems: StepProblem[] =
    tried === step ? stepProblems(step, settledForm(step, form), context) : [];
  return { go, next, leave, problems, back: () => go(neighbour(step, -1)) };
};

type Core = {
  campaign: CampaignView | null;
  form: DraftForm;
  /** Leaving would lose something that was changed here: what a colleague saved meanwhile is no change of this form. */
  holds: () => boolean;
  step: WizardStep;
  context: StepContext;
  saving: ReturnType<typeof useSave>;
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
    if (id !== null && isOpen) setForm((old) => chooseAccount(old, id));
  }, [id, isOpen, setForm]);
};

/** The wizard's state: form, step in the address, saving at each step, problems of the step on screen. */
export const useWizard = (campaign: CampaignView | null) => {
  const ready = useReadyKind();
  const t = useT();
  const name = ready ? t(`campaigns.ready.${ready}.name`) : '';
  const [begun] = useState(() => ({ ...emptyForm, name, ...beginOf(ready, Date.now()) }));
  const [form, setForm] = useState<DraftForm>(campaign ? formOf(campaign) : begun);
  const sources = useSources(form);
  const only = campaign ? null : onlyConnected(sources.accounts.data?.accounts);
  const saved = campaign ? formOf(campaign) : only ? chooseAccount(begun, only.id) : begun;
  useOnlyNumber(only, { form, setForm });
  const saving = useSave(campaign, campaign ? formOf(campaign) : begun);
  const context: StepContext = {
    accounts: sources.accounts.data?.accounts ?? [],
    template: sources.template,
    file: sources.chosen.file,
    now: Date.now(),
  };
  const read = form.accountId === null || sources.templates.data !== undefined;
  const step = useStep(campaign, form, read ? context : null);
  const dirty = !same(form, saved);
  const core: Core = {
    campaign,
    form,
    holds: () => dirty && !saving.isKept(form),
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
  };
};
export type Wizard = ReturnType<typeof useWizard>;

/** Words of the problem at one field, of the step's own check or of the server's refusal. */
export const problemAt = (
  wizard: Wizard,
  field: string,
  t: (key: string) => string
): string | false => {
  const own = wizard.problems.find((p) => p.field === field);
  if (own) return t(`campaigns.problem.${own.key}`);
  const { refused } = wizard.saving;
  return refused?.field === field || refused?.field?.startsWith(`${field}.`)
    ? refused.message
    : false;
};
