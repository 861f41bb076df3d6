import type { ContactView } from '../../../../server/src/contracts/contacts';
import type { MessageBody } from '../../../../server/src/contracts/conversations';
import { plainBody } from '../../../../server/src/contracts/message-body';
import type { ContactField } from '../../../../server/src/contracts/templates';
import { contactValue } from '../../shared/template-preview';

/** Most characters of a text message (Meta: text.body). */
export const TEXT_MAX = 4096;

/** Variables that the page offers; the server knows a few more. */
export const textVariables = ['first_name', 'name', 'email', 'phone'] as const;

const FIELDS = new Map<string, ContactField>(
  Object.entries({
    name: 'name',
    first_name: 'firstName',
    last_name: 'lastName',
    phone: 'phone',
    email: 'email',
    language: 'language',
    country: 'country',
    town: 'town',
    username: 'username',
  })
);

/** The message as one person would read it; a variable without value and without fallback stays to be seen. */
export const textPreview = (text: string, contact: ContactView | null): MessageBody =>
  plainBody(
    'text',
    text.replace(
      /\{\{\s*([a-z_]+)\s*(?:\|([^{}]*))?\}\}/g,
      (whole: string, name: string, fallback?: string) => {
        const field = FIELDS.get(name);
        const value = field && contact ? contactValue(contact, field).trim() : '';
        return value || fallback?.trim() || whole;
      }
    )
  );
