import type { ChangeEvent, ReactNode } from 'react';
import { Link, TextInput } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type {
  ContactView,
  CustomField,
  UpdateContactBody,
} from '../../../../../../server/src/contracts/contacts';
import type { ConversationView } from '../../../../../../server/src/contracts/conversations';
import {
  useWhatsappGetContactQuery,
  useWhatsappUpdateContactMutation,
} from '../../../../api/contacts';
import { useWhatsappListFieldsQuery } from '../../../../api/people';
import { safeHref } from '../../../../shared/formatting';
import { fieldLabel } from '../../../../shared/people/conditions';
import { countryName } from '../../../../shared/countries';
import { languageName } from '../../../../shared/language-name';
import { useCan } from '../../../../shared/permissions';
import { HiddenValue } from '../../../../shared/Sensitive';
import { StatusWord } from '../../../../shared/StatusWord';
import { useApiError } from '../../../../shared/useApiError';
import { useKnownWord } from '../../../../shared/useKnownWord';
import { useT } from '../../../../shared/useT';
import { CustomInput } from '../../../Contacts/components/CustomInputs';
import { plainProblem, type PlainField } from '../../model/panel-fields';
import { EditableFact, type Editing } from './EditableFact';
import { LanguageInput } from './LanguageInput';
import { Fact } from './Section';
import type { Key } from '../../../../translations/key';

/** Saves one field at a time, so that two people editing one contact do not undo each other. */
const useSaving = (contact: ContactView, onChanged: () => void) => {
  const explain = useApiError();
  const [update] = useWhatsappUpdateContactMutation();
  return async (body: UpdateContactBody): Promise<string | null> => {
    try {
      await update({ id: contact.id, body }).unwrap();
      onChanged();
      return null;
    } catch (error) {
      const { kind, remedy, message } = explain(error);
      return kind === 'invalid' ? (remedy ?? message) : message;
    }
  };
};
type Save = ReturnType<typeof useSaving>;

const textInput =
  (type: string, maxLength: number) =>
  ({ value, disabled, onChange }: Editing) => (
    <TextInput
      size="S"
      type={type}
      autoComplete="off"
      maxLength={maxLength}
      value={value}
      disabled={disabled}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
  );

const PLAIN: { of: PlainField; input: (editing: Editing) => ReactNode; word: Key }[] = [
  { of: 'name', input: textInput('text', 200), word: 'contacts.form.name' },
  { of: 'email', input: textInput('email', 254), word: 'inbox.panel.email' },
  {
    of: 'language',
    input: (editing) => <LanguageInput {...editing} />,
    word: 'inbox.panel.language',
  },
  { of: 'town', input: textInput('text', 120), word: 'contacts.form.town' },
];

const Plain = ({ contact, save }: { contact: ContactView; save: Save }) => {
  const t = useT();
  const { can } = useCan();
  const { locale } = useIntl();
  return (
    <>
      {PLAIN.map(({ of, input, word }) => (
        <EditableFact
          key={of}
          name={of}
          label={t(word)}
          value={contact[of] ?? ''}
          shown={
            of === 'language' && contact.language
              ? languageName(contact.language, locale)
              : undefined
          }
          canEdit={can.contactEdit}
          input={input}
          onSave={(value) => {
            const problem = plainProblem(of, value);
            if (problem) return Promise.resolve(t(problem));
            return save(of === 'name' ? { name: value } : { [of]: value === '' ? null : value });
          }}
        />
      ))}
    </>
  );
};

const DAY_OF_CALENDAR = /^\d{4}-\d{2}-\d{2}$/;

const shownValue = (value: ContactView['custom'][string] | undefined): string =>
  value === undefined ? '' : String(value);

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** A value in the reader's words; undefined where it is its own. */
const useValueWords = () => {
  const t = useT();
  const { formatDate } = useIntl();
  return ({ kind }: CustomField, value: string): string | undefined => {
    if (value === '') return undefined;
    if (kind === 'yes-no') return t(value === 'true' ? 'people.yes' : 'people.no');
    // A day of the calendar is the same day everywhere.
    if (kind === 'date' && DAY_OF_CALENDAR.test(value))
      return formatDate(`${value}T00:00:00Z`, { ...DAY, timeZone: 'UTC' });
    return undefined;
  };
};

const Custom = ({
  field,
  contact,
  save,
}: {
  field: CustomField;
  contact: ContactView;
  save: Save;
}) => {
  const words = useValueWords();
  const { can } = useCan();
  const { locale } = useIntl();
  const isLocked = field.sensitive !== null && !can.contactSensitive;
  const value = shownValue(contact.custom[field.key]);
  return (
    <EditableFact
      name={`custom.${field.key}`}
      label={fieldLabel(field, locale)}
      value={value}
      shown={isLocked ? <HiddenValue /> : words(field, value)}
      canEdit={can.contactEdit && !isLocked}
      input={(editing) => <CustomInput field={field} {...editing} />}
      onSave={(next) => save({ custom: { [field.key]: next === '' ? null : next } })}
    />
  );
};

/** The company's own fields: with the values that this reader may see. */
const CustomFacts = ({ contact, save }: { contact: ContactView; save: Save }) => {
  const { can } = useCan();
  const skip = { skip: !can.contactBrowse };
  const fields = useWhatsappListFieldsQuery(undefined, skip).data?.fields ?? [];
  const details = useWhatsappGetContactQuery(contact.id, skip).data;
  return fields
    .filter(({ archived }) => !archived)
    .map((field) => (
      <Custom key={field.key} field={field} contact={details?.contact ?? contact} save={save} />
    ));
};

/** How the conversation began, with the words of the ad or link that the customer came by (C-27, C-29). */
const Origin = ({ conversation }: { conversation: ConversationView }) => {
  const t = useT();
  const known = useKnownWord();
  const { origin, referral } = conversation;
  const href = referral?.sourceUrl ? safeHref(referral.sourceUrl) : null;
  const address = referral?.media?.url ?? referral?.media?.thumbnailUrl ?? null;
  const media = address ? safeHref(address) : null;
  const words = referral?.headline ?? referral?.body ?? null;
  return (
    <>
      <Fact word={t('inbox.panel.origin')}>{known('inbox.began', origin) ?? origin}</Fact>
      {words ? (
        <Fact word={t('inbox.panel.referral')}>
          {href ? (
            <Link href={href} isExternal>
              {words}
            </Link>
          ) : (
            words
          )}
        </Fact>
      ) : null}
      {referral?.welcome ? (
        <Fact word={t('inbox.panel.referral.welcome')}>{referral.welcome}</Fact>
      ) : null}
      {referral?.clickId ? (
        <Fact word={t('inbox.panel.referral.click')}>{referral.clickId}</Fact>
      ) : null}
      {media ? (
        <Fact word={t('inbox.panel.referral.media')}>
          <Link href={media} isExternal>
            {t(
              `inbox.panel.referral.media.${referral?.media?.type === 'video' ? 'video' : 'image'}`
            )}
          </Link>
        </Fact>
      ) : null}
    </>
  );
};

/** The person's own fields, changed in place by who may, and what is known of the conversation. */
export const Details = ({
  conversation,
  onChanged,
}: {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
}) => {
  const t = useT();
  const { formatDate, locale } = useIntl();
  const { contact } = conversation;
  const save = useSaving(contact, onChanged);
  const day = (at: number | null) => (at === null ? '–' : formatDate(at, DAY));
  return (
    <>
      <Plain contact={contact} save={save} />
      <CustomFacts contact={contact} save={save} />
      {contact.profileName ? (
        <Fact word={t('inbox.panel.profile-name')}>{contact.profileName}</Fact>
      ) : null}
      {contact.country ? (
        <Fact word={t('inbox.panel.country')}>{countryName(contact.country, locale)}</Fact>
      ) : null}
      <Fact word={t('inbox.panel.last-in')}>{day(contact.lastInboundAt)}</Fact>
      <Fact word={t('inbox.panel.since')}>{day(contact.createdAt)}</Fact>
      <Origin conversation={conversation} />
      <Fact word={t('inbox.panel.status')}>
        <StatusWord of="conversation" state={conversation.status} />
      </Fact>
    </>
  );
};
