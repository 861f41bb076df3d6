import { explainForAdmin, type GraphError } from '../cloud-api/errors';
import { wordsOf, type TemplateProblem } from '../contracts/template-rules';
import { DomainError } from '../kernel/errors';
import { placeOf } from './domain/meta-refusal';

/** The problems of a draft as a refusal; the first one names the field for those who read only one. */
export const invalidTemplate = (problems: readonly TemplateProblem[]): DomainError => {
  const [first] = problems;
  return new DomainError(
    'template-invalid',
    `“${first?.field || 'template'}” does not follow WhatsApp’s rules.`,
    {
      status: 422,
      field: first?.field ?? '',
      remedy: first ? wordsOf(first, 'en') : '',
      problems: problems.slice(0, 50),
    }
  );
};

/** Meta's "no", at the field that it concerns, in our words where we know it and in Meta's own beside (T-11). */
export const refusedByMeta = (error: GraphError): DomainError => {
  const { field, code } = placeOf(error);
  const words = explainForAdmin(error.code, error.subcode);
  return new DomainError('template-refused', error.details ?? error.title, {
    status: 422,
    field,
    remedy: words.en.advice,
    code,
    meta: {
      title: error.title,
      details: error.details,
      code: error.code,
      subcode: error.subcode,
      trace: error.fbtraceId,
    },
    words,
  });
};

export const noAnswer = (): DomainError =>
  new DomainError(
    'template-unanswered',
    'WhatsApp did not answer, but may have accepted the template',
    {
      status: 503,
      remedy: 'Sync the templates in a minute. If the template does not appear, submit it again.',
    }
  );

export const alreadySubmitting = (): DomainError =>
  new DomainError('already-submitting', 'this template is being submitted right now', {
    status: 409,
    remedy: 'Wait a moment, then reload the page.',
  });

export const draftChanged = (): DomainError =>
  new DomainError('draft-changed', 'someone else has saved this draft', {
    status: 409,
    remedy: 'Copy your text, then reload the page to see the saved draft.',
  });
