import type { AccountRow } from '../accounts/public';
import type { Recipient } from '../cloud-api/message-types';
import { DomainError } from '../kernel/errors';
import type { TemplateRow } from '../templates/public';

/** Meta takes a template with a maximum price by the Marketing Messages API alone (131061). */
export const refuseMaxPrice = (
  { maxPrice }: Pick<TemplateRow, 'maxPrice'>,
  { marketingOnboarded }: Pick<AccountRow, 'marketingOnboarded'>
): void => {
  if (maxPrice === null || marketingOnboarded === true) return;
  throw new DomainError(
    'template-not-sendable',
    'the template has a maximum price, and this account is not set up for the Marketing Messages API',
    {
      field: 'templateId',
      reason: 'max-price',
      remedy: 'accept the terms of the Marketing Messages API in WhatsApp Manager',
    }
  );
};

/** Nor does Meta take it for somebody whose number is hidden (131062). */
export const refuseHidden = (
  template: Pick<TemplateRow, 'maxPrice'> | null,
  to: Recipient
): void => {
  if (!template?.maxPrice || to.kind === 'phone') return;
  throw new DomainError(
    'no-address',
    'a template with a maximum price goes to phone numbers only',
    { field: 'contactId' }
  );
};
