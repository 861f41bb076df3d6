import type { FlowStep } from '../contracts/flow-graph';
import { DomainError } from '../kernel/errors';
import { changesPath, hasBody, inJson } from './domain/http-answer';
import type { Fill } from './texts';

type HttpStep = Extract<FlowStep, { kind: 'http' }>;

/** The address with its values. Throws `http-path` where one of them would lead out of the path that the flow names. */
const addressOf = ({ url }: HttpStep, fill: Fill): string => {
  const filled = fill(url, encodeURIComponent);
  if (
    changesPath(
      filled,
      fill(url, () => 'x')
    )
  )
    throw new DomainError('http-path', 'a value would lead to another address', { field: 'url' });
  return filled;
};

/** What a call of another system asks, with all values but those of headers. Throws `missing-value` and `http-path`. */
export const filledCall = (step: HttpStep, fill: Fill): { url: string; body: string | null } => ({
  body: hasBody(step) && step.body !== '' ? fill(step.body, inJson) : null,
  url: addressOf(step, fill),
});
