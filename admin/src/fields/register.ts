import type { ComponentType } from 'react';
import type { StrapiApp } from '@strapi/strapi/admin';
import { PLUGIN_ID } from '../pluginId';
import { withWords } from '../shared/with-words';
import type { Key } from '../translations/key';
import { PhoneFieldIcon } from './PhoneFieldIcon';

const label = (key: Key, defaultMessage: string) => ({
  id: `${PLUGIN_ID}.${key}`,
  defaultMessage,
});

type OneField = Exclude<Parameters<StrapiApp['customFields']['register']>[0], unknown[]>;
type Options = NonNullable<OneField['options']>;

const advanced: NonNullable<Options['advanced']> = [
  {
    sectionTitle: null,
    items: [
      {
        name: 'required',
        type: 'checkbox',
        intlLabel: label('records.field.required', 'Required field'),
        description: label(
          'records.field.required.hint',
          'An entry without this number cannot be published'
        ),
      },
      {
        name: 'private',
        type: 'checkbox',
        intlLabel: label('records.field.private', 'Private field'),
        description: label('records.field.private.hint', 'Not included in API responses'),
      },
    ],
  },
];

const loadInput = withWords(() => import('./PhoneInput'));

/** "WhatsApp number" among the custom fields of the Content-Type Builder. */
export const registerFields = (app: StrapiApp): void => {
  app.customFields.register({
    name: 'phone',
    pluginId: PLUGIN_ID,
    type: 'string',
    icon: PhoneFieldIcon,
    intlLabel: label('records.field.label', 'WhatsApp number'),
    intlDescription: label(
      'records.field.description',
      'A phone number for WhatsApp. Shows whether it belongs to a contact, and the contact’s consent'
    ),
    components: {
      Input: async () => (await loadInput()) as unknown as { default: ComponentType },
    },
    options: {
      base: [
        {
          intlLabel: label('records.field.country', 'Default country'),
          description: label(
            'records.field.country.hint',
            'For numbers without a country code. Two letters, for example TR; empty: the country of your first WhatsApp number'
          ),
          // Any `options.…` may stand here; Strapi's type lists its own only.
          name: 'options.country' as never,
          type: 'text',
        },
      ],
      advanced,
    },
  });
};
