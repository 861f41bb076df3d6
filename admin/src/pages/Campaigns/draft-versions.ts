import {
  draftBody,
  stepOfField,
  wizardSteps,
  type DraftForm,
  type WizardStep,
} from './wizard-model';

/** What is said of a draft by field; the messages of a test are chosen in another step than its test batch. */
const said = (form: DraftForm): Record<string, unknown> => {
  const { trial, ...rest } = draftBody(form, 'UTC');
  return { ...rest, trial: { ...trial, test: null }, variants: trial?.test };
};

/** The steps in which two versions of a draft differ, in their order. */
export const changedSteps = (before: DraftForm, after: DraftForm): WizardStep[] => {
  const [was, is] = [said(before), said(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const steps = fields
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map(stepOfField);
  return wizardSteps.filter((step) => steps.includes(step));
};
