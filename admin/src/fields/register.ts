import type { ComponentType } from 'react';
import type { StrapiApp } from '@strapi/strapi/admin';
import { PLUGIN_ID } from '../pluginId';
import { withWords } from '../shared/with-words';
import { PhoneFieldIcon } from './PhoneFieldIcon';

const label = (key: string, defaultMessage: string) => ({
  id: `${PLUGIN_ID}.records.${key}`,
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
        intlLabel: label('field.required', 'Required field'),
        description: label(
          'field.required.hint',
          'An entry without this number cannot be published'
        ),
      },
      {
        name: 'private',
        type: 'checkbox',
        intlLabel: label('field.private', 'Private field'),
        description: label('field.private.hint', 'It is left out of the answers of the API'),
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
    intlLabel: label('field.label', 'WhatsApp number'),
    intlDescription: label(
      'field.description',
      'A phone number that WhatsApp can reach, with whether the person is a contact and opted in'
    ),
    components: {
      Input: async () => (await loadInput()) as unknown as { default: ComponentType },
    },
    options: {
      base: [
        {
          intlLabel: label('field.country', 'Country of national numbers'),
          description: label(
            'field.country.hint',
            'Two letters, for example TR; empty = as your first WhatsApp number'
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
