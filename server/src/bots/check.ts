import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import type { BotDraft, BotStep } from '../contracts/bots';
import { agentsByIds } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { mediaService } from '../media/public';
import { lockedBindings, templatesService } from '../templates/public';
import { draftProblems, type DraftProblem } from './domain/chain';

const problem = (field: string, kind: string, message: string): DraftProblem[] => [
  { field, kind, message },
];

/** What only others know: templates, files, people, numbers. */
const createLookups = (strapi: Core.Strapi, draft: BotDraft) => {
  const templateProblems = async (templateId: number, field: string) => {
    const templates = templatesService(strapi);
    const row = (await templates.byIds([templateId])).get(templateId);
    if (!row) return problem(field, 'not-found', 'this template does not exist any more');
    if (draft.accountId !== null) {
      const account = await accountsService(strapi).get(draft.accountId);
      if (account.wabaId !== row.wabaId)
        return problem(
          field,
          'template-of-another-account',
          'this template belongs to another WhatsApp account'
        );
    }
    const verdict = templates.sendable(row);
    if (!verdict.ok)
      return problem(field, 'template-not-sendable', `it may not be sent now: ${verdict.reason}`);
    const [locked] = await lockedBindings(strapi, row.bindings);
    if (locked)
      return problem(
        field,
        'template-sensitive',
        `it names the sensitive field "${locked.field.label}", which messages may not use`
      );
    const { missing } = templates.view(row);
    return missing.length > 0
      ? problem(field, 'template-incomplete', `values are missing: ${missing.join(', ')}`)
      : [];
  };

  /** Judged as before a send: by its content, and by what WhatsApp takes of that kind. */
  const fileProblems = async (id: number, field: string): Promise<DraftProblem[]> => {
    try {
      await mediaService(strapi).describe({ from: 'library', id });
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return problem(field, error.kind, error.message);
    }
  };

  const person = async (assigneeId: number | null, field: string) =>
    assigneeId === null || (await agentsByIds(strapi, [assigneeId])).has(assigneeId)
      ? []
      : problem(field, 'no-such-person', 'this person does not exist any more');

  return async (step: BotStep, i: number): Promise<DraftProblem[]> => {
    const at = `steps.${i}`;
    if (step.kind === 'template') return templateProblems(step.templateId, `${at}.templateId`);
    if (step.kind === 'assign' || step.kind === 'task')
      return person(step.assigneeId, `${at}.assigneeId`);
    return step.kind === 'media' ? fileProblems(step.fileId, `${at}.fileId`) : [];
  };
};

/** Everything that hinders a draft; the first is what a form shows first. */
export const problemsOf = async (strapi: Core.Strapi, draft: BotDraft): Promise<DraftProblem[]> => {
  const known = draftProblems(draft);
  if (draft.accountId !== null) {
    const numbers = await accountsService(strapi).list();
    if (!numbers.some(({ id }) => id === draft.accountId))
      return [...known, ...problem('accountId', 'not-found', 'this number does not exist')];
  }
  const lookUp = createLookups(strapi, draft);
  for (const [i, step] of draft.steps.entries()) known.push(...(await lookUp(step, i)));
  return known;
};

/** Throws the first problem, with all of them in `problems`. */
export const refuseIncomplete = async (strapi: Core.Strapi, draft: BotDraft): Promise<void> => {
  const problems = await problemsOf(strapi, draft);
  const [first] = problems;
  if (!first) return;
  throw new DomainError(first.kind, `“${first.field}” is not ready yet.`, {
    field: first.field,
    remedy: first.message,
    problems,
  });
};
