import type { AccountRow } from '../accounts/public';
import type { Recipient } from '../cloud-api/message-types';
import { DomainError, refusedInWords } from '../kernel/errors';
import { both } from '../kernel/input-words';
import type { TemplateRow } from '../templates/public';

const NO_TERMS = both(
  [
    'The template has a maximum price, and this account is not set up for the Marketing Messages API.',
    'It has a maximum price: accept the terms of the Marketing Messages API in WhatsApp Manager.',
  ],
  [
    'Şablonun azami fiyatı var ve bu hesap Marketing Messages API için ayarlanmamış.',
    'Azami fiyatı var: Marketing Messages API şartlarını WhatsApp Yöneticisi’nde kabul edin.',
  ]
);

/** Meta takes a template with a maximum price by the Marketing Messages API alone (131061). */
export const refuseMaxPrice = (
  { maxPrice }: Pick<TemplateRow, 'maxPrice'>,
  { marketingOnboarded }: Pick<AccountRow, 'marketingOnboarded'>
): void => {
  if (maxPrice === null || marketingOnboarded === true) return;
  const at = { field: 'templateId', reason: 'max-price' };
  throw refusedInWords('template-not-sendable', NO_TERMS, at);
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
    {
      field: 'contactId',
      remedy: 'Add a phone number to the contact, or choose another template.',
    }
  );
};
