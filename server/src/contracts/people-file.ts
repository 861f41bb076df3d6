/**
 * Columns of the file that the Contacts page exports, in order; profile fields come after them by their keys. The import knows the
 * file by them, so that people come in again as they were.
 */
export const peopleColumns = [
  'name',
  'given_name',
  'surname',
  'phone',
  'whatsapp_user_id',
  'username',
  'email',
  'language',
  'country',
  'time_zone',
  'town',
  'tags',
  'groups',
  'owner',
  'source',
  'marketing_consent',
  'marketing_consent_at',
  'marketing_consent_source',
  'utility_consent',
  'utility_consent_at',
  'utility_consent_source',
  'blocked',
  'last_message_at',
  'created_at',
  'updated_at',
] as const;
export type PeopleColumn = (typeof peopleColumns)[number];
