import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import {
  useWhatsappCreateCampaignMutation,
  useWhatsappUpdateCampaignMutation,
} from '../../../api/campaigns';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { viewerZone } from '../../../shared/useMoments';
import {
  draftBody,
  emptyForm,
  firstOpenStep,
  formOf,
  reachableSteps,
  stepProblems,
  wizardSteps,
  type DraftForm,
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
  return { accounts, templates, template };
};

const useSave = (campaign: CampaignView | null) => {
  const explain = useApiError();
  const [create, creating] = useWhatsappCreateCampaignMutation();
  const [update, updating] = useWhatsappUpdateCampaignMutation();
  const [refused, setRefused] = useState<ShownError | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  /** The saved campaign, or null when the server refused (shown by `refused`). */
  const save = async (form: DraftForm): Promise<CampaignView | null> => {
    setRefused(null);
    try {
      const body = draftBody(form, viewerZone());
      const saved = campaign
        ? await update({ id: campaign.id, body }).unwrap()
        : await create(body).unwrap();
      setSavedAt(Date.now());
      return saved;
    } catch (error) {
      setRefused(explain(error));
      return null;
    }
  };
  return { save, refused, savedAt, isSaving: creating.isLoading || updating.isLoading };
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
    setParams({ step: firstOpenStep(form, context) }, { replace: true });
  }, [asked, context, form, setParams]);
  return campaign === null ? wizardSteps[0] : (asked ?? wizardSteps[0]);
};

const neighbour = (step: WizardStep, by: 1 | -1): WizardStep =>
  wizardSteps[wizardSteps.indexOf(step) + by] ?? step;

const same = (a: DraftForm, b: DraftForm): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Moving between the steps: forward only when the step is done and saved. */
const useMoves = (core: Core) => {
  const navigate = useNavigate();
  const [tried, setTried] = useState<WizardStep | null>(null);
  const { campaign, form, step, context, saving } = core;
  const go = (to: WizardStep, id = campaign?.id) =>
    navigate(id === undefined ? `?step=${to}` : `${CAMPAIGNS}/${id}/edit?step=${to}`, {
      replace: campaign === null,
    });
  const next = async () => {
    setTried(step);
    if (stepProblems(step, form, context).length > 0) return;
    const saved = await saving.save(form);
    if (!saved) return;
    setTried(null);
    go(neighbour(step, 1), saved.id);
  };
  /** Keeps what is there, however incomplete; stays when that is refused (the reason stands in the header). */
  const leave = async () => {
    if (core.dirty && !(await saving.save(form))) return;
    navigate(CAMPAIGNS);
  };
  const problems: StepProblem[] = tried === step ? stepProblems(step, form, context) : [];
  return { go, next, leave, problems, back: () => go(neighbour(step, -1)) };
};

type Core = {
  campaign: CampaignView | null;
  form: DraftForm;
  /** Something was changed that is not saved yet. */
  dirty: boolean;
  step: WizardStep;
  context: StepContext;
  saving: ReturnType<typeof useSave>;
};

/** The wizard's state: form, step in the address, saving at each step, problems of the step on screen. */
export const useWizard = (campaign: CampaignView | null) => {
  const saved = campaign ? formOf(campaign) : emptyForm;
  const [form, setForm] = useState<DraftForm>(saved);
  const sources = useSources(form);
  const saving = useSave(campaign);
  const context: StepContext = {
    accounts: sources.accounts.data?.accounts ?? [],
    template: sources.template,
    now: Date.now(),
  };
  const ready = form.accountId === null || sources.templates.data !== undefined;
  const step = useStep(campaign, form, ready ? context : null);
  const core: Core = { campaign, form, dirty: !same(form, saved), step, context, saving };
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
