import type {
  CanaryPlan,
  TestPlan,
  TrialPlan,
  VariantDraft,
} from '../../../../../server/src/contracts/campaign-trial';
import type { DraftForm } from '../wizard-model';
import type { Wizard } from './useWizard';

type Form = Pick<Wizard, 'setForm'>;

/** Most messages beside the campaign's own. */
export const MOST_VARIANTS = 3;
export const letterOf = (index: number): string => String.fromCharCode(66 + index);

export const setTrial = ({ setForm }: Form, part: Partial<TrialPlan>): void =>
  setForm((old) => ({ ...old, trial: { ...old.trial, ...part } }));

const begun: Omit<TestPlan, 'variants'> = {
  sharePercent: 20,
  metric: 'read',
  waitMinutes: 240,
  decide: 'rule',
};

/** This many are enough to see whether something is wrong. */
const FEW = 50;

/** How many get it first where nobody said how many: never more than half of those who get it. */
export const fewOf = (receivers: number | null): number =>
  receivers === null ? FEW : Math.max(1, Math.min(FEW, Math.floor(receivers / 2)));

/** Would everybody be in the test batch, so that nobody waits? Of a single person nothing else can be. */
export const holdsNobody = ({ people }: CanaryPlan, receivers: number | null): boolean =>
  people.kind === 'first' && receivers !== null && receivers > 1 && people.count >= receivers;

/** Another variant like the message as it stands: one changes what shall differ. */
export const withVariant = (form: DraftForm): DraftForm => {
  const { test } = form.trial;
  const { templateId, bindings, text } = form;
  const copy: VariantDraft = { templateId, bindings, text: form.kind === 'text' ? text : null };
  const variants = [...(test?.variants ?? []), copy].slice(0, MOST_VARIANTS);
  return { ...form, trial: { ...form.trial, test: { ...begun, ...test, variants } } };
};

/** Without its last variant a campaign has no test. */
export const withoutVariant = (form: DraftForm, index: number): DraftForm => {
  const { test } = form.trial;
  const variants = (test?.variants ?? []).filter((_, i) => i !== index);
  const left = test && variants.length > 0 ? { ...test, variants } : null;
  return { ...form, trial: { ...form.trial, test: left } };
};

export const changedVariant = (
  form: DraftForm,
  index: number,
  part: Partial<VariantDraft>
): DraftForm => {
  const { test } = form.trial;
  if (!test) return form;
  const variants = test.variants.map((one, i) => (i === index ? { ...one, ...part } : one));
  return { ...form, trial: { ...form.trial, test: { ...test, variants } } };
};

export const changedTest = (form: DraftForm, part: Partial<TestPlan>): DraftForm => {
  const { test } = form.trial;
  return test ? { ...form, trial: { ...form.trial, test: { ...test, ...part } } } : form;
};
